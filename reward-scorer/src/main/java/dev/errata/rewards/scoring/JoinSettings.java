package dev.errata.rewards.scoring;

import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import java.time.Duration;

/**
 * How the parts of a score are joined.
 *
 * @param groups whether scores are published by groups
 * @param timeout how long a rollout waits for its token rewards and its rewrite
 * @param limit the largest record that may be stored or sent
 */
public record JoinSettings(GroupRule groups, Duration timeout, RecordLimit limit) {}
