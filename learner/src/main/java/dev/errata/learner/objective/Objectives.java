package dev.errata.learner.objective;

/** The objectives by the names that a user writes. */
public final class Objectives {

    private Objectives() {}

    /**
     * An objective.
     *
     * @throws IllegalArgumentException if there is none of the name, if a setting is outside its range, or if one that
     *     the objective does not use is not at its default; the message is one sentence that says what to change
     */
    public static LearningObjective named(String name, ObjectiveSettings settings) {
        SettingReader reader = new SettingReader(settings);
        LearningObjective objective =
                switch (name) {
                    case "rlmec" -> new Rlmec(reader);
                    case "rlmec-official" -> new RlmecOfficial(reader);
                    case "sft" -> new Sft();
                    case "sft-on-rewrites" -> new SftOnRewrites();
                    case "rft" -> new Rft();
                    case "dpo" -> new Dpo(reader);
                    case "ppo" -> new Ppo(reader);
                    case "ppo-a2c" -> new PpoA2c(reader);
                    case "grpo" -> new Grpo(reader);
                    default ->
                        throw new IllegalArgumentException("learner.objective is '" + name + "' but must be rlmec,"
                                + " rlmec-official, sft, sft-on-rewrites, rft, dpo, ppo, ppo-a2c or grpo.");
                };
        reader.requireNoOthersChanged(name);
        return objective;
    }
}
