/** Publishes versions: first the weights, then the checkpoint, then the announcement. */
@NullMarked
package dev.errata.learner.publishing;

import org.jspecify.annotations.NullMarked;
