/** What an update minimises: each objective a class, what it learns from and its formula. */
@NullMarked
package dev.errata.learner.objective;

import org.jspecify.annotations.NullMarked;
