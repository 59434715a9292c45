/** A reward model trained from pairs. */
@NullMarked
package dev.errata.rewardmodel.training;

import org.jspecify.annotations.NullMarked;
