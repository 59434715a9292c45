/** The generative reward model: rewriting prompt, token rewards, edit weights; the only place here that uses a policy. */
@NullMarked
package dev.errata.rewardmodel.rewrite;

import org.jspecify.annotations.NullMarked;
