/** The objectives: one class each, which builds the training sequences and declares the formula. */
@NullMarked
package dev.errata.learner.objective;

import org.jspecify.annotations.NullMarked;
