package dev.errata.learner.objective;

import java.util.Set;

/** The objectives by the names that a user writes. */
public final class Objectives {

    private static final Set<String> CLIPPED = Set.of("rlmec", "ppo", "ppo-a2c", "grpo");
    private static final Set<String> REWARDED = Set.of("rlmec", "rlmec-official", "ppo", "ppo-a2c", "grpo");
    private static final Set<String> MIXED = Set.of("rlmec", "rlmec-official");

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
        refuse(settings.clipping().dual() != 0, "learner.dual-clip", CLIPPED, name);
        refuse(settings.correction().decoupled(), "learner.proximal-policy=published", CLIPPED, name);
        refuse(settings.kl().on(), "learner.kl-weight", REWARDED, name);
        refuse(settings.rlWeight() != 1, "learner.rl-weight", MIXED, name);
        if (MIXED.contains(name) && settings.rlWeight() == 0 && settings.imitationWeight() == 0) {
            throw new IllegalArgumentException(
                    "With learner.rl-weight=0 and learner.imitation-weight=0 nothing is left of " + name
                            + " to learn: set one of them above 0.");
        }
        return objective;
    }

    private static void refuse(boolean set, String key, Set<String> users, String name) {
        if (set && !users.contains(name)) {
            throw new IllegalArgumentException(key + " has no meaning for " + name + ", only for "
                    + String.join(", ", users.stream().sorted().toList()) + ": leave it at its default.");
        }
    }
}
