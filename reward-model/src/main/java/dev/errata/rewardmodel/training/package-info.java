/** Trains a generative reward model from pairs of answer and rewrite. */
@NullMarked
package dev.errata.rewardmodel.training;

import org.jspecify.annotations.NullMarked;
