/** The monitor's state of a run: bounded curves, counts and the newest answers. Has no transport and no clock. */
@NullMarked
package dev.errata.ops.monitor.state;

import org.jspecify.annotations.NullMarked;
