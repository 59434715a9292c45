/** The reward model's interface: answers in, assessments out. */
@NullMarked
package dev.errata.rewardmodel;

import org.jspecify.annotations.NullMarked;
