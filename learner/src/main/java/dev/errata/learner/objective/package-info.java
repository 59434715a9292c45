/** The objectives that an update minimises: for each a class with what it learns from and its formula. */
@NullMarked
package dev.errata.learner.objective;

import org.jspecify.annotations.NullMarked;
