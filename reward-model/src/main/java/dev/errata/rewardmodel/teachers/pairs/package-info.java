/** From a policy's answers to pairs of answer and rewrite that a reward model learns from. */
@NullMarked
package dev.errata.rewardmodel.teachers.pairs;

import org.jspecify.annotations.NullMarked;
