/** Experiments: runs of the whole loop that differ in their settings, repeated over seeds, and their results. */
@NullMarked
package dev.errata.ops.cli.experiment;

import org.jspecify.annotations.NullMarked;
