package dev.errata.ops.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Completes the settings of scorer and actor for the objective of the learner, so that {@code --set
 * learner.objective=grpo} is enough. Settings that are given win over those that follow from others.
 */
public final class ObjectiveWiring {

    private static final String OBJECTIVE = "learner.objective";
    private static final String REWARDS = "scorer.rewards";
    private static final String INSTANCE = "instance";

    /** Objectives that use only the verdict, so that no reward model is needed. */
    private static final Set<String> BY_VERDICT = Set.of("sft", "rft", "dpo", "ppo", "ppo-a2c", "grpo");

    /** Objectives that compare the answers to one question. */
    private static final Set<String> BY_GROUP = Set.of("dpo", "grpo");

    /**
     * The settings with which rlmec learned most on the arithmetic task (decision 0033). The services default to the
     * published ones.
     */
    private static final Map<String, String> MEASURED =
            Map.of("scorer.alpha", "0", "scorer.edited-weight", "0.5", "learner.rl-weight", "2");

    private ObjectiveWiring() {}

    /** The given settings and those derived from them. */
    public static Map<String, String> completed(Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        String objective = given.getOrDefault(OBJECTIVE, "rlmec");
        if (objective.equals("rlmec")) {
            MEASURED.forEach(settings::putIfAbsent);
        }
        if (BY_VERDICT.contains(objective)) {
            settings.putIfAbsent(REWARDS, INSTANCE);
        }
        if (BY_GROUP.contains(objective)) {
            settings.putIfAbsent("scorer.groups", "true");
        }
        if (objective.equals("sft")) {
            // It learns the reference solution, so one answer per question is enough, and each needs one.
            settings.putIfAbsent("actor.answers-per-question", "1");
            settings.putIfAbsent("actor.needs-reference", "true");
        }
        if (INSTANCE.equals(settings.get(REWARDS))) {
            settings.putIfAbsent("actor.reward-model", "false");
        }
        if (isOn(settings, "scorer.groups") || isOn(settings, "scorer.scale-positives")) {
            settings.putIfAbsent("actor.groups", "true");
        }
        return settings;
    }

    private static boolean isOn(Map<String, String> settings, String key) {
        return Boolean.parseBoolean(settings.get(key));
    }
}
