package dev.errata.learner.objective;

import java.util.Locale;

/**
 * A per-token input of the objectives: a row of numbers, [N], that scripts read by the channel's name in lower case.
 */
public enum Channel {
    /** log mu of the token, nats, under the policy that sampled it; 0 where no policy sampled it. */
    BEHAVIOR_LOG_PROB,

    /** The token's reward or advantage, dimensionless; 0 keeps it out of the RL term. */
    REWARD,

    /** w_j of the token, dimensionless, at least 0; 0 keeps it out of the imitation term. */
    TARGET_WEIGHT,

    /** log-prob of the token under the proximal policy, nats. */
    PROXIMAL_LOG_PROB,

    /** log-prob of the token under the reference policy, nats. */
    REFERENCE_LOG_PROB,

    /** 1 for a sampled token, which belongs to the KL term; 0 for any other. */
    SAMPLED,

    /** The critic's target at the state before the token: advantage + value, dimensionless. */
    VALUE_TARGET,

    /** Number of the pair that the token's answer belongs to, from 0. */
    PAIR,

    /** 1 in the better answer of a pair, -1 in the worse one. */
    SIDE;

    /** The script's local that holds it. */
    String local() {
        return name().toLowerCase(Locale.ROOT);
    }
}
