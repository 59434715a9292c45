/** Serdes of the topics, and how large a record may be. */
@NullMarked
package dev.errata.rewards.records;

import org.jspecify.annotations.NullMarked;
