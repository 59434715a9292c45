package dev.errata.learner.objective;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objectives by the names that a user writes. */
public final class Objectives {

    private Objectives() {}

    /**
     * An objective.
     *
     * @throws IllegalArgumentException if there is none of the name, or if it has no use for a setting that is not at its
     *     default; the message is one sentence that says what to change
     */
    public static LearningObjective named(String name, ObjectiveSettings settings) {
        LearningObjective objective =
                switch (name) {
                    case "rlmec" -> new Rlmec(settings);
                    case "rlmec-official" -> new RlmecOfficial(settings);
                    case "sft" -> new Sft();
                    case "sft-on-rewrites" -> new SftOnRewrites();
                    case "rft" -> new Rft();
                    case "dpo" -> new Dpo(settings);
                    case "ppo" -> new Ppo(settings);
                    case "ppo-a2c" -> new PpoA2c(settings);
                    case "grpo" -> new Grpo(settings);
                    default ->
                        throw new IllegalArgumentException("learner.objective is '" + name + "' but must be rlmec,"
                                + " rlmec-official, sft, sft-on-rewrites, rft, dpo, ppo, ppo-a2c or grpo.");
                };
        requireUse(objective, settings);
        if (objective.settingsUsed().contains(SettingKeys.RL_WEIGHT)
                && settings.rlWeight() == 0
                && settings.imitationWeight() == 0) {
            throw new IllegalArgumentException(
                    "With learner.rl-weight=0 and learner.imitation-weight=0 nothing is left of " + name
                            + " to learn: set one of them above 0.");
        }
        return objective;
    }

    private static void requireUse(LearningObjective objective, ObjectiveSettings settings) {
        Map<String, Object> defaults = ObjectiveSettings.defaults().byKey();
        Set<String> used = objective.settingsUsed();
        settings.byKey().forEach((key, value) -> {
            if (!used.contains(key) && !value.equals(defaults.get(key))) {
                throw new IllegalArgumentException(key + " is " + asWritten(value) + " but has no use for "
                        + objective.name() + " with its other settings: leave it at its default, "
                        + asWritten(defaults.get(key)) + ".");
            }
        });
    }

    private static String asWritten(@Nullable Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }
}
