/** Tests of the generative reward model's prompt and training. */
@NullMarked
package dev.errata.rewardmodel.rewrite;

import org.jspecify.annotations.NullMarked;
