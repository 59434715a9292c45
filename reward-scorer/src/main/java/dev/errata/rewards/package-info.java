/** The reward scorer's process: it builds, starts and stops the scoring topology and the reward model's worker. */
@NullMarked
package dev.errata.rewards;

import org.jspecify.annotations.NullMarked;
