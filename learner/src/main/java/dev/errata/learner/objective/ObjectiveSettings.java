package dev.errata.learner.objective;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of the objectives that a user may choose; each objective takes those it has a use for, and the others must be at
 * their defaults ({@link Objectives}).
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
        require(rlWeight >= 0, SettingKeys.RL_WEIGHT, rlWeight, "0 or more");
        require(imitationWeight >= 0, SettingKeys.IMITATION_WEIGHT, imitationWeight, "0 or more");
        require(dpoBeta > 0, SettingKeys.DPO_BETA, dpoBeta, "above 0");
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

    /** Every number by the name that a user writes for it. */
    Map<String, Object> byKey() {
        Map<String, Object> byKey = new LinkedHashMap<>();
        byKey.put(SettingKeys.RL_WEIGHT, rlWeight);
        byKey.put(SettingKeys.IMITATION_WEIGHT, imitationWeight);
        byKey.put(SettingKeys.CLIP_LOW, clipping.low());
        byKey.put(SettingKeys.CLIP_HIGH, clipping.high());
        byKey.put(SettingKeys.DUAL_CLIP, clipping.dual());
        byKey.put(SettingKeys.PROXIMAL_POLICY, correction.proximal());
        byKey.put(SettingKeys.IMPORTANCE_CAP, correction.importanceCap());
        byKey.put(SettingKeys.KL_WEIGHT, kl.weight());
        byKey.put(SettingKeys.KL_ESTIMATOR, kl.estimator());
        byKey.put(SettingKeys.DISCOUNT, critic.discount());
        byKey.put(SettingKeys.GAE_LAMBDA, critic.lambda());
        byKey.put(SettingKeys.VALUE_WEIGHT, critic.valueWeight());
        byKey.put(SettingKeys.DPO_BETA, dpoBeta);
        byKey.put(SettingKeys.DIVIDE_BY_STD, divideByStd);
        return byKey;
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
            require(low > 0 && low < 1, SettingKeys.CLIP_LOW, low, "between 0 and 1");
            require(high > 0, SettingKeys.CLIP_HIGH, high, "above 0");
            require(dual == 0 || dual > 1, SettingKeys.DUAL_CLIP, dual, "above 1, or 0 for none");
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
            require(importanceCap >= 0, SettingKeys.IMPORTANCE_CAP, importanceCap, "above 0, or 0 for none");
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
            require(weight >= 0, SettingKeys.KL_WEIGHT, weight, "0 or more");
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
            require(discount > 0 && discount <= 1, SettingKeys.DISCOUNT, discount, "above 0 and at most 1");
            require(lambda >= 0 && lambda <= 1, SettingKeys.GAE_LAMBDA, lambda, "from 0 to 1");
            require(valueWeight > 0, SettingKeys.VALUE_WEIGHT, valueWeight, "above 0");
        }
    }

    private static void require(boolean met, String key, double value, String range) {
        if (!met) {
            throw new IllegalArgumentException(key + " is " + value + " but must be " + range + ".");
        }
    }
}
