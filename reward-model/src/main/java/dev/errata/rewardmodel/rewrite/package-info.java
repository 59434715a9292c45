/** The generative reward model: a frozen policy with a rewriting prompt and, optionally, a locating prompt. */
@NullMarked
package dev.errata.rewardmodel.rewrite;

import org.jspecify.annotations.NullMarked;
