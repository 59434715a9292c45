/** Decides which rollouts are fresh enough to learn from. */
@NullMarked
package dev.errata.learner.freshness;

import org.jspecify.annotations.NullMarked;
