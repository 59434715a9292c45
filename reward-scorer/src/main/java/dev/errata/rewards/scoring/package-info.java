/** The scoring topology: its nodes, its stores and its counters. */
@NullMarked
package dev.errata.rewards.scoring;

import org.jspecify.annotations.NullMarked;
