/** Tests of training from pairs. */
@NullMarked
package dev.errata.rewardmodel.training;

import org.jspecify.annotations.NullMarked;
