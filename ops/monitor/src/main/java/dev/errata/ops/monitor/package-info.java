/** The live page: reads every topic of a run, commits nothing, and shows what is happening and what is stuck. */
@NullMarked
package dev.errata.ops.monitor;

import org.jspecify.annotations.NullMarked;
