/** One optimizer step: learning rate, gradients, metrics; the only place with mutable weights. */
@NullMarked
package dev.errata.learner.update;

import org.jspecify.annotations.NullMarked;
