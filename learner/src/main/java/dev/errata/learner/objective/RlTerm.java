package dev.errata.learner.objective;

import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
import dev.errata.policy.training.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * The RL term of a {@link PolicyGradient}: its script, and the settings that it alone reads.
 *
 * @param script resource that assigns {@code policy_loss}, {@code log_ratio}, {@code ratio} and {@code capped}
 * @param decoupled whether the clip range is centered on the proximal policy instead of the behavior policy
 * @param settings settings of the script in addition to clip range and counts
 */
record RlTerm(String script, boolean decoupled, List<Setting> settings) {

    /** The coefficient-weighted log-probs of {@link RlmecOfficial}: no dual clip, no proximal policy. */
    static RlTerm official() {
        return new RlTerm("rlmec-official.py", false, List.of(Setting.number("dual_clip", 0)));
    }

    /** The clipped surrogate of PPO, as {@link Rlmec} gives it. */
    static RlTerm clippedSurrogate(SettingReader settings) {
        boolean decoupled =
                settings.choice("learner.proximal-policy", ProximalPolicy.class) == ProximalPolicy.PUBLISHED;
        List<Setting> read = new ArrayList<>();
        read.add(settings.setting("learner.dual-clip", SettingRange.ABOVE_1_OR_OFF));
        if (decoupled) {
            read.add(settings.setting("learner.importance-cap", SettingRange.ABOVE_0_OR_OFF));
        }
        return new RlTerm("clipped-surrogate.py", decoupled, read);
    }
}
