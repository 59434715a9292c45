package dev.errata.learner.objective;

import dev.errata.policy.training.Setting;
import java.util.List;

/**
 * The weights of the terms of a loss.
 *
 * @param rl w_RL, of the RL term
 * @param imitation lambda, of the imitation term
 */
record TermWeights(double rl, double imitation) {

    /** For an objective without imitation term: the RL term as it is. */
    static final TermWeights RL_ALONE = new TermWeights(1, 1);

    /** Those that the user chose. */
    static TermWeights of(SettingReader settings) {
        TermWeights weights = new TermWeights(
                settings.number("learner.rl-weight", SettingRange.AT_LEAST_0),
                settings.number("learner.imitation-weight", SettingRange.AT_LEAST_0));
        if (weights.rl == 0 && weights.imitation == 0) {
            throw new IllegalArgumentException(
                    "With learner.rl-weight=0 and learner.imitation-weight=0 nothing is left to"
                            + " learn: set one of them above 0.");
        }
        return weights;
    }

    List<Setting> settings() {
        return List.of(Setting.number("rl_weight", rl), Setting.number("imitation_weight", imitation));
    }
}
