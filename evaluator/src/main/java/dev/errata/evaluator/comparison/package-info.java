/** Compares two policies on the questions that both answered. */
@NullMarked
package dev.errata.evaluator.comparison;

import org.jspecify.annotations.NullMarked;
