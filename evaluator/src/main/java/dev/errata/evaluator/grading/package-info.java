/** Grades answers. The judge decides; this module never does. */
@NullMarked
package dev.errata.evaluator.grading;

import org.jspecify.annotations.NullMarked;
