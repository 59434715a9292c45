/** Builds the training sequences of one update from scored rollouts, in log order. */
@NullMarked
package dev.errata.learner.batch;

import org.jspecify.annotations.NullMarked;
