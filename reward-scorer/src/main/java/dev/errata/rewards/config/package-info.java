/** The settings of the reward scorer. */
@NullMarked
package dev.errata.rewards.config;

import org.jspecify.annotations.NullMarked;
