/** Serdes of the topics, and the limit on a record's size. */
@NullMarked
package dev.errata.rewards.records;

import org.jspecify.annotations.NullMarked;
