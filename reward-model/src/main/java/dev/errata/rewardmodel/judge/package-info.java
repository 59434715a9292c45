/** Judges answers: answer rules as pure functions, one class each, and the check of written steps. */
@NullMarked
package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.NullMarked;
