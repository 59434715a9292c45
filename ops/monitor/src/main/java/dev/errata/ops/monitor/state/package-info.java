/** What the monitor remembers of a run: bounded curves, counts and newest answers; no transport, no clock of its own. */
@NullMarked
package dev.errata.ops.monitor.state;

import org.jspecify.annotations.NullMarked;
