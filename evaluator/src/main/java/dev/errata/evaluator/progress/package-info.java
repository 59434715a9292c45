/** Progress of the evaluator for log, health and metrics. */
@NullMarked
package dev.errata.evaluator.progress;

import org.jspecify.annotations.NullMarked;
