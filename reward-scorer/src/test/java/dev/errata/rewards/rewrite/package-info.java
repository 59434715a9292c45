/** Tests of the generative reward model's prompt and training. */
@NullMarked
package dev.errata.rewards.rewrite;

import org.jspecify.annotations.NullMarked;
