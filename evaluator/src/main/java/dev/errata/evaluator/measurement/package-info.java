/** Measures a policy on a benchmark: samples answers, has them graded, and counts. */
@NullMarked
package dev.errata.evaluator.measurement;

import org.jspecify.annotations.NullMarked;
