/** What a reward model is asked and what it replies. */
@NullMarked
package dev.errata.rewardmodel;

import org.jspecify.annotations.NullMarked;
