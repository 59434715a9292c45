/** Finds the event log of a run and connects to it. */
@NullMarked
package dev.errata.ops.cli.connection;

import org.jspecify.annotations.NullMarked;
