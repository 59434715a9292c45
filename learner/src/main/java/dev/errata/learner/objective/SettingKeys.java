package dev.errata.learner.objective;

/** The names that a user writes for the numbers of {@link ObjectiveSettings}. */
final class SettingKeys {

    static final String RL_WEIGHT = "learner.rl-weight";
    static final String IMITATION_WEIGHT = "learner.imitation-weight";
    static final String CLIP_LOW = "learner.clip-low";
    static final String CLIP_HIGH = "learner.clip-high";
    static final String DUAL_CLIP = "learner.dual-clip";
    static final String PROXIMAL_POLICY = "learner.proximal-policy";
    static final String IMPORTANCE_CAP = "learner.importance-cap";
    static final String KL_WEIGHT = "learner.kl-weight";
    static final String KL_ESTIMATOR = "learner.kl-estimator";
    static final String DISCOUNT = "learner.discount";
    static final String GAE_LAMBDA = "learner.gae-lambda";
    static final String VALUE_WEIGHT = "learner.value-weight";
    static final String DPO_BETA = "learner.dpo-beta";
    static final String DIVIDE_BY_STD = "learner.divide-by-std";

    private SettingKeys() {}
}
