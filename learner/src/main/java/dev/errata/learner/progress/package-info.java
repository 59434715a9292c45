/** Listeners of the learner: metrics, log lines and the current activity. */
@NullMarked
package dev.errata.learner.progress;

import org.jspecify.annotations.NullMarked;
