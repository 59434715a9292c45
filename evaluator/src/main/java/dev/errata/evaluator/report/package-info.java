/** Accuracy with a confidence interval, and where it is published. */
@NullMarked
package dev.errata.evaluator.report;

import org.jspecify.annotations.NullMarked;
