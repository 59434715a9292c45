/** Teachers of the generative reward model: who says what a wrong answer should have been. */
@NullMarked
package dev.errata.rewardmodel.teachers;

import org.jspecify.annotations.NullMarked;
