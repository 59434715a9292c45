/** Counts judged answers by question: how often each was answered right, ask by ask. */
@NullMarked
package dev.errata.rewards.accuracy;

import org.jspecify.annotations.NullMarked;
