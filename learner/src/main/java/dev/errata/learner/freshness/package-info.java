/** Which rollouts are still young enough to learn from. */
@NullMarked
package dev.errata.learner.freshness;

import org.jspecify.annotations.NullMarked;
