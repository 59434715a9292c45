/** Computes advantages from rewards: plain arrays, no tensors. */
@NullMarked
package dev.errata.learner.advantage;

import org.jspecify.annotations.NullMarked;
