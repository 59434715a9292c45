/** From scored rollouts, in log order, to the training sequences of one update. */
@NullMarked
package dev.errata.learner.batch;

import org.jspecify.annotations.NullMarked;
