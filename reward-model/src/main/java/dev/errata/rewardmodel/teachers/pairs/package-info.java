/** Makes pairs of answer and rewrite, which a reward model learns from, of a policy's answers. */
@NullMarked
package dev.errata.rewardmodel.teachers.pairs;

import org.jspecify.annotations.NullMarked;
