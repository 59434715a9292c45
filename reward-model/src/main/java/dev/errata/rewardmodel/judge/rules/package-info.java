/** The strict answer rules, one class each, and the finding of final answers. */
@NullMarked
package dev.errata.rewardmodel.judge.rules;

import org.jspecify.annotations.NullMarked;
