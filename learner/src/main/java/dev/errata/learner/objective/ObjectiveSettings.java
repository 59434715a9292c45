package dev.errata.learner.objective;

/**
 * The numbers of the objectives that a user may choose; each objective takes those it has a use for.
 *
 * @param rlWeight weight of the RL term of rlmec and rlmec-official; at least 0
 * @param imitationWeight lambda, the weight of their imitation term; at least 0
 * @param clipping how far the policy may move on one rollout
 * @param correction what makes up for rollouts of older policies
 * @param kl how much the policy is held to the reference policy
 * @param critic the critic of ppo-a2c
 * @param dpoBeta beta of dpo; above 0
 * @param divideByStd whether grpo divides by the standard deviation of a group's rewards
 */
public record ObjectiveSettings(
        double rlWeight,
        double imitationWeight,
        Clipping clipping,
        Correction correction,
        KlPenalty kl,
        Critic critic,
        double dpoBeta,
        boolean divideByStd) {

    /** Refuses numbers outside their range with a sentence that says which range. */
    public ObjectiveSettings {
        require(rlWeight >= 0, "learner.rl-weight", rlWeight, "0 or more");
        require(imitationWeight >= 0, "learner.imitation-weight", imitationWeight, "0 or more");
        require(dpoBeta > 0, "learner.dpo-beta", dpoBeta, "above 0");
    }

    /** The learner's defaults. */
    public static ObjectiveSettings defaults() {
        return new ObjectiveSettings(
                1,
                1,
                new Clipping(0.3, 0.3, 0),
                new Correction(ProximalPolicy.BEHAVIOR, 2),
                new KlPenalty(0, KlEstimator.K2),
                new Critic(1, 0.95, 0.1),
                0.1,
                true);
    }

    /**
     * The clip range of the importance ratio.
     *
     * @param low epsilon below: the ratio is clipped at 1 - low; in (0, 1)
     * @param high epsilon above: the ratio is clipped at 1 + high; above 0
     * @param dual c of the dual clip for negative rewards, above 1; 0 is off
     */
    public record Clipping(double low, double high, double dual) {

        /** Refuses numbers outside their range. */
        public Clipping {
            require(low > 0 && low < 1, "learner.clip-low", low, "between 0 and 1");
            require(high > 0, "learner.clip-high", high, "above 0");
            require(dual == 0 || dual > 1, "learner.dual-clip", dual, "above 1, or 0 for none");
        }
    }

    /** The policy that the clip range is centred on. */
    public enum ProximalPolicy {
        /** The one that sampled ("bypass"): the recorded log-probs stand in, and no forward pass is needed. */
        BEHAVIOR,
        /** The newest published version (decoupled): its log-probs are computed anew, and a weight makes up for the rest. */
        PUBLISHED
    }

    /**
     * What makes up for rollouts of older policies.
     *
     * @param proximal the policy that the clip range is centred on
     * @param importanceCap tau: the weight proximal / behavior is truncated here; 0 is not
     */
    public record Correction(ProximalPolicy proximal, double importanceCap) {

        /** Refuses numbers outside their range. */
        public Correction {
            require(importanceCap >= 0, "learner.importance-cap", importanceCap, "above 0, or 0 for none");
        }

        boolean decoupled() {
            return proximal == ProximalPolicy.PUBLISHED;
        }
    }

    /** How the KL divergence to the reference policy is estimated: field.md 7.8, after Schulman's note on the matter. */
    public enum KlEstimator {
        /** Unbiased, signed. */
        K1,
        /** Biased in value, right in gradient. */
        K2,
        /** Unbiased and never negative; its gradient is not that of the KL divergence. */
        K3
    }

    /**
     * The KL term.
     *
     * @param weight its coefficient; 0 is off
     * @param estimator how it is estimated
     */
    public record KlPenalty(double weight, KlEstimator estimator) {

        /** Refuses numbers outside their range. */
        public KlPenalty {
            require(weight >= 0, "learner.kl-weight", weight, "0 or more");
        }

        boolean on() {
            return weight > 0;
        }
    }

    /**
     * The critic.
     *
     * @param discount gamma; in (0, 1]
     * @param lambda of generalised advantage estimation; in [0, 1]
     * @param valueWeight coefficient of the value loss; above 0
     */
    public record Critic(double discount, double lambda, double valueWeight) {

        /** Refuses numbers outside their range. */
        public Critic {
            require(discount > 0 && discount <= 1, "learner.discount", discount, "above 0 and at most 1");
            require(lambda >= 0 && lambda <= 1, "learner.gae-lambda", lambda, "from 0 to 1");
            require(valueWeight > 0, "learner.value-weight", valueWeight, "above 0");
        }
    }

    private static void require(boolean met, String key, double value, String range) {
        if (!met) {
            throw new IllegalArgumentException(key + " is " + value + " but must be " + range + ".");
        }
    }
}
