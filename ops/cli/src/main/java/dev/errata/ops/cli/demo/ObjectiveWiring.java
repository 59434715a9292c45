package dev.errata.ops.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an objective of the learner asks of the other services, so that {@code --set learner.objective=grpo} is all there is
 * to say. Settings given by name win over what follows from others.
 */
public final class ObjectiveWiring {

    private static final String OBJECTIVE = "learner.objective";
    private static final String REWARDS = "scorer.rewards";
    private static final String INSTANCE = "instance";

    /** Objectives that go by the verdict alone, so that no reward model is asked. */
    private static final Set<String> BY_VERDICT = Set.of("sft", "rft", "dpo", "ppo", "ppo-a2c", "grpo");

    /** Objectives that compare the answers to one question. */
    private static final Set<String> BY_GROUP = Set.of("dpo", "grpo");

    /** What rlmec learns most with on the arithmetic task; the services by themselves have the published numbers. Decision 0033. */
    private static final Map<String, String> MEASURED =
            Map.of("scorer.alpha", "0", "scorer.edited-weight", "0.5", "learner.rl-weight", "2");

    private ObjectiveWiring() {}

    /** The settings given, and those that follow from them. */
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
            // It learns the reference, so one answer is enough to say which.
            settings.putIfAbsent("actor.answers-per-question", "1");
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
