/** The policy: the words that actors, reward model, learner and evaluator share when they define or evaluate it. */
@NullMarked
package dev.errata.policy;

import org.jspecify.annotations.NullMarked;
