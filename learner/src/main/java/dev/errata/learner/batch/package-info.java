/** Scored rollouts, in the order of the log, to the sequences of one update. */
@NullMarked
package dev.errata.learner.batch;

import org.jspecify.annotations.NullMarked;
