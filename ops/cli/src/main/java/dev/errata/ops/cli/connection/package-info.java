/** Which event log a command talks to. */
@NullMarked
package dev.errata.ops.cli.connection;

import org.jspecify.annotations.NullMarked;
