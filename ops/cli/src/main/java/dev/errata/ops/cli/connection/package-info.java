/** How a command finds and reaches an event log. */
@NullMarked
package dev.errata.ops.cli.connection;

import org.jspecify.annotations.NullMarked;
