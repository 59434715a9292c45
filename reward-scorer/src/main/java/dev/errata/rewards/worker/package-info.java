/**
 * The reward model's worker: rollouts in, token rewards and rewrites out; the only package that uses a reward model.
 */
@NullMarked
package dev.errata.rewards.worker;

import org.jspecify.annotations.NullMarked;
