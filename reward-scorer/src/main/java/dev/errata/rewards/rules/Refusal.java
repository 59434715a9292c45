package dev.errata.rewards.rules;

import dev.errata.schemas.RejectionReason;

/**
 * The reason why a rollout or its rewrite is not used.
 *
 * @param reason the reason, as rejected-rollouts records it
 * @param detail one sentence for people
 */
public record Refusal(RejectionReason reason, String detail) {}
