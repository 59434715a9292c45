/** The audit of an event log: reads it back and checks its counts. */
@NullMarked
package dev.errata.ops.cli.audit;

import org.jspecify.annotations.NullMarked;
