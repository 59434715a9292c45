/** Held-out questions, and the measurement of a policy on them. */
@NullMarked
package dev.errata.evaluator.benchmark;

import org.jspecify.annotations.NullMarked;
