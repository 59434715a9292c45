/** The answer rules of the official evaluation of RLMEC. */
@NullMarked
package dev.errata.rewardmodel.judge.official;

import org.jspecify.annotations.NullMarked;
