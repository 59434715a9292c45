/** Who says whether an answer is right: never this module itself. */
@NullMarked
package dev.errata.evaluator.grading;

import org.jspecify.annotations.NullMarked;
