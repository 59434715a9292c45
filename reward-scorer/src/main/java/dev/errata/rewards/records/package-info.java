/** Serdes of the topics, the limit on a record's size, and the inbox of rollouts that workers answer exactly once. */
@NullMarked
package dev.errata.rewards.records;

import org.jspecify.annotations.NullMarked;
