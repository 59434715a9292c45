package dev.errata.tasks.arithmetic.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.Policy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.rewardmodel.Answer;
import dev.errata.rewardmodel.Assessment;
import dev.errata.rewardmodel.Assessment.Draft;
import dev.errata.rewardmodel.Assessment.Scored;
import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.Location.Outcome;
import dev.errata.rewardmodel.rewrite.FrozenPolicy;
import dev.errata.rewardmodel.rewrite.GenerativeRewardModel;
import dev.errata.rewardmodel.rewrite.LocatingPrompt;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import dev.errata.rewardmodel.training.RewardModelTrainer;
import dev.errata.rewardmodel.training.RewriteExample;
import dev.errata.tasks.arithmetic.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tiny model learns to locate in a task of four answers, and is then served: training and serving ask the same thing.
 */
class LocatingTest {

    private static final RewritePrompt REWRITING = new RewritePrompt("?", "|", "|", 8);
    private static final LocatingPrompt LOCATING = new LocatingPrompt("?", ";", "");
    private static final String RIGHT = "1;1;1";
    private static final List<String> ANSWERS = List.of(RIGHT, "2;1;1", "1;2;1", "1;1;2");
    private static final int STEPS = 120;

    @Test
    void aTrainedModelLocatesWithTheServedPrompt(@TempDir Path folder) throws IOException {
        TokenizerFolder.write(folder);
        ModelConfig config =
                new ModelConfig("qwen2", 32, 2, 2, 2, 16, 64, TokenizerFolder.SIZE, 64, 10_000, 1e-6, true, true);
        Policy policy = Policy.initialize(config, folder, 1, "cpu");
        List<Double> losses = train(policy);
        assertThat(losses.get(STEPS - 1)).isLessThan(0.1 * losses.get(0));

        try (GenerativeRewardModel model = new GenerativeRewardModel(
                FrozenPolicy.of(policy), REWRITING, LOCATING, "v", new GenerativeRewardModel.Limits(60, 20, 0))) {
            List<Location> locations =
                    model
                            .assess(ANSWERS.stream()
                                    .map(text -> answer(policy, text))
                                    .toList())
                            .stream()
                            .map(LocatingTest::location)
                            .toList();
            assertThat(locations)
                    .containsExactly(
                            new Location(Outcome.NONE, 0),
                            new Location(Outcome.LOCATED, 1),
                            new Location(Outcome.LOCATED, 2),
                            new Location(Outcome.LOCATED, 3));
        }
    }

    private static List<Double> train(Policy policy) {
        List<RewriteExample> examples = ANSWERS.stream()
                .map(answer -> new RewriteExample("1", RIGHT, answer, RIGHT))
                .toList();
        List<Double> losses = new ArrayList<>();
        try (RewardModelTrainer trainer =
                new RewardModelTrainer(policy, REWRITING, LOCATING, OptimizerSettings.defaults(), 0.5)) {
            for (int step = 0; step < STEPS; step++) {
                losses.add(trainer.step(examples, 5e-3).loss());
            }
        }
        return losses;
    }

    private static Answer answer(Policy policy, String text) {
        int[] tokens = policy.tokenizer().encode(text);
        int[] ended = IntStream.concat(
                        IntStream.of(tokens), IntStream.of(policy.tokenizer().eos()))
                .toArray();
        return new Answer("1", RIGHT, ended, true);
    }

    private static Location location(Assessment assessment) {
        Draft draft = Objects.requireNonNull(((Scored) assessment).draft());
        return Objects.requireNonNull(draft.location());
    }
}
