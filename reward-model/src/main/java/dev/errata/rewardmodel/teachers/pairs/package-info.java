/** Makes pairs of answer and rewrite from a policy's answers, to train a reward model on. */
@NullMarked
package dev.errata.rewardmodel.teachers.pairs;

import org.jspecify.annotations.NullMarked;
