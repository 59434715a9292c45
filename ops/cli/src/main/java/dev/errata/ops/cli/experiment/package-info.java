/** Experiments: runs of the real loop that differ in one thing, repeated over seeds, and what came of them. */
@NullMarked
package dev.errata.ops.cli.experiment;

import org.jspecify.annotations.NullMarked;
