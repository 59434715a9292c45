package dev.errata.rewards.scoring;

import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import java.time.Duration;

/**
 * Settings of the join of a score's parts.
 *
 * @param groups whether scores are published by groups
 * @param timeout how long a rollout waits for its token rewards and its rewrite; it may wait for its verdict for ever
 * @param limit the largest record that may be stored or sent
 * @param countsAnswers whether the judged answers to each question are counted
 */
public record JoinSettings(GroupRule groups, Duration timeout, RecordLimit limit, boolean countsAnswers) {}
