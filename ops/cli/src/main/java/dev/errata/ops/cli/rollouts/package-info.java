/** Answers that a run has sampled, read back from its log. */
@NullMarked
package dev.errata.ops.cli.rollouts;

import org.jspecify.annotations.NullMarked;
