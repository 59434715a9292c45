package dev.errata.learner.objective;

/** What a batch may say of each answer token. */
public enum Channel {
    /** log mu of the token, nats: what the policy that sampled it gave it; 0 where nobody sampled it. */
    BEHAVIOR_LOG_PROB("behavior log-prob"),

    /** The token's reward or advantage, dimensionless; 0 keeps it out of the RL term. */
    REWARD("reward"),

    /** w_j of the token, dimensionless, at least 0; 0 keeps it out of the imitation term. */
    IMITATION_WEIGHT("imitation weight"),

    /** log-prob of the token under the proximal policy, nats. */
    PROXIMAL_LOG_PROB("proximal log-prob"),

    /** log-prob of the token under the reference policy, nats. */
    REFERENCE_LOG_PROB("reference log-prob"),

    /** 1 where the token was sampled and so belongs to the KL term, 0 elsewhere. */
    SAMPLED("sampled"),

    /** What the critic is to say of the state before the token: advantage + value, dimensionless. */
    RETURN("return"),

    /** Number of the pair that the token's answer belongs to, from 0. */
    PAIR("pair"),

    /** 1 in the better answer of a pair, -1 in the worse one. */
    SIDE("side");

    private final String words;

    Channel(String words) {
        this.words = words;
    }

    /** Its name in words. */
    String words() {
        return words;
    }
}
