/** Listeners of the learner: metrics, log lines, what it waits for. */
@NullMarked
package dev.errata.learner.progress;

import org.jspecify.annotations.NullMarked;
