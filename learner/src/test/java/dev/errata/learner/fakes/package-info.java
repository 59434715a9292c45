/** A log, an engine and rollouts made up for tests. */
@NullMarked
package dev.errata.learner.fakes;

import org.jspecify.annotations.NullMarked;
