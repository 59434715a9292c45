package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CodeVersion;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation whose models are files of one line. */
class ArmSetupsTest {

    private final Path home;

    ArmSetupsTest(@TempDir Path home) {
        this.home = home;
    }

    /** printf start | sha256sum; printf reward | sha256sum; printf own | sha256sum. */
    @Test
    void theChoicesOfAnArmOverrideThoseOfAllArms() throws IOException {
        model("ops/models/start-policy", "start");
        model("ops/models/reward-model", "reward");
        model(".errata/models/own", "own");
        Arm own = new Arm(
                "own",
                Map.of("learner.learning-rate", "1e-4", "learner.objective", "ppo"),
                null,
                ".errata/models/own",
                200,
                false);
        Map<String, Conditions> conditions =
                setups(new Arm("usual", null, null, null, null, false), own).conditions();
        assertThat(conditions)
                .containsEntry(
                        "usual",
                        new Conditions(
                                Map.of(
                                        "learner.learning-rate", "5e-4",
                                        "learner.rl-weight", "2",
                                        "scorer.alpha", "0",
                                        "scorer.edited-weight", "0.5"),
                                new TrialInputs("cced28c6dc3f", "7696fff84f26", 1_000, false, CodeVersion.NUMBER)))
                .containsEntry(
                        "own",
                        new Conditions(
                                Map.of(
                                        "learner.learning-rate", "1e-4",
                                        "learner.objective", "ppo",
                                        "scorer.rewards", "instance",
                                        "actor.reward-model", "false"),
                                new TrialInputs("cced28c6dc3f", "5b3975651c3c", 200, false, CodeVersion.NUMBER)));
    }

    @Test
    void everyMissingModelIsNamedAtOnce() throws IOException {
        model("ops/models/start-policy", "start");
        model("ops/models/reward-model", "reward");
        Files.createDirectories(home.resolve("empty"));
        ArmSetups setups = setups(
                new Arm("usual", null, null, null, null, false),
                new Arm("empty", null, "empty", null, null, false),
                new Arm("other", null, null, "none", null, false),
                new Arm("another", null, null, "none", null, false));
        assertThatThrownBy(setups::conditions)
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith(
                        "There are no weights in " + home.resolve("empty") + " (for empty), " + home.resolve("none")
                                + " (for other, another): the head of plan.yaml says how to make models");
    }

    private ArmSetups setups(Arm... arms) {
        ExperimentPlan plan = new ExperimentPlan(
                "name",
                "Which?",
                null,
                null,
                1_000,
                new Budget(2, null),
                List.of(1L),
                2,
                List.of("held-out"),
                Map.of("learner.learning-rate", "5e-4"),
                List.of(arms));
        return new ArmSetups(plan, Path.of("plan.yaml"), new Installation(home));
    }

    private void model(String folder, String weights) throws IOException {
        Files.createDirectories(home.resolve(folder));
        Files.writeString(home.resolve(folder).resolve("model.safetensors"), weights);
    }
}
