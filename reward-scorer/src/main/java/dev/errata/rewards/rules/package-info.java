/** What makes a score or a rejection of what has arrived of a rollout; knows no Kafka. */
@NullMarked
package dev.errata.rewards.rules;

import org.jspecify.annotations.NullMarked;
