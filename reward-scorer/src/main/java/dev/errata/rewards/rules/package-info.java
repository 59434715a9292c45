/** Rules that turn the parts of a rollout's score into a score or a rejection; no Kafka. */
@NullMarked
package dev.errata.rewards.rules;

import org.jspecify.annotations.NullMarked;
