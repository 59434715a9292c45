package dev.errata.policy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.Trainer;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The critic that is trained beside a policy. */
class CriticTest {

    private static final OptimizerSettings SETTINGS = OptimizerSettings.defaults();
    private static final double RATE = 1e-2;

    private final Path folder;

    CriticTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void valuesAreZeroAtFirstAndTheValueLossIsThatOfTheReturns() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CriticObjective(), SETTINGS)) {
            TrainingBatch batch = Batches.valued(1, 6);
            assertThat(trainer.values(batch))
                    .allSatisfy(values -> assertThat(values).containsOnly(0f));
            assertThat(trainer.gradients(batch).metrics().get("value_loss"))
                    .isCloseTo(squaredError(batch, trainer.values(batch)), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void theGradientAgreesWithFiniteDifferencesOnceTheCriticIsNonZero(String family) throws IOException {
        try (Policy policy = TinyPolicy.create(folder, family, 5);
                Trainer trainer = new Trainer(policy, new CriticObjective(), SETTINGS)) {
            for (int step = 0; step < 5; step++) {
                trainer.step(Batches.valued(step, 6), 0.1);
            }
            TrainingBatch batch = Batches.valued(9, 6);
            assertThat(trainer.values(batch).get(0)[0]).isNotZero();
            assertThat(trainer.gradients(batch).metrics().get("value_loss"))
                    .isCloseTo(squaredError(batch, trainer.values(batch)), within(1e-5));
            GradientTest.assertFollowsDifferences(policy, trainer, batch);
        }
    }

    /** d L_V / d bias = mean(V - R): the sum of the gradients of the values. */
    @Test
    void theGradientOfTheBiasIsTheMeanError() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CriticObjective(), SETTINGS)) {
            trainer.step(Batches.valued(0, 6), RATE);
            TrainingBatch batch = Batches.valued(1, 6);
            double error = 0;
            for (int i = 0; i < batch.sequences().size(); i++) {
                float[] values = trainer.values(batch).get(i);
                for (int t = 0; t < values.length; t++) {
                    error += values[t] - batch.sequences().get(i).channels()[1][t];
                }
            }
            float[] gradient =
                    Objects.requireNonNull(trainer.gradients(batch).gradient().get("critic"));
            assertThat(gradient).hasSize(policy.config().hidden() + 1);
            assertThat((double) gradient[gradient.length - 1]).isCloseTo(error / batch.answerTokens(), within(1e-5));
        }
    }

    @Test
    void microBatchesAddUpToTheGradientOfOneBatch() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer whole = new Trainer(policy, new CriticObjective(), SETTINGS);
                Trainer parts =
                        new Trainer(policy, new CriticObjective(), SETTINGS, new ComputeSettings(20, 3, true, false))) {
            whole.step(Batches.valued(0, 8), RATE);
            whole.saveState(folder.resolve("state"));
            parts.loadState(folder.resolve("state"));
            TrainingBatch batch = Batches.valued(1, 12);
            Trainer.Gradients one = whole.gradients(batch);
            Trainer.Gradients many = parts.gradients(batch);
            assertThat(many.loss()).isCloseTo(one.loss(), within(1e-5));
            one.gradient()
                    .forEach((name, numbers) ->
                            assertThat(many.gradient().get(name)).as(name).containsExactly(numbers, within(1e-5f)));
        }
    }

    @Test
    void theCriticLearnsTheReturnsAndIsNotPublished() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CriticObjective(), SETTINGS)) {
            TrainingBatch batch = Batches.valued(1, 6);
            double first = squaredError(batch, trainer.values(batch));
            for (int step = 0; step < 100; step++) {
                trainer.step(batch, RATE);
            }
            assertThat(squaredError(batch, trainer.values(batch))).isLessThan(first / 4);
            policy.save(folder.resolve("published"));
            assertThat(Files.readString(
                            folder.resolve("published/model.safetensors"),
                            java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("critic");
        }
    }

    @Test
    void aResumedTrainerTakesBitIdenticalSteps() throws IOException {
        Path state = folder.resolve("state.safetensors");
        try (Policy policy = TinyPolicy.create(folder.resolve("a"), "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CriticObjective(), SETTINGS)) {
            for (int step = 0; step < 3; step++) {
                trainer.step(Batches.valued(step, 5), RATE);
            }
            policy.save(folder.resolve("saved"));
            trainer.saveState(state);
            StepResult uninterrupted = trainer.step(Batches.valued(3, 5), RATE);
            List<float[]> values = trainer.values(Batches.valued(4, 5));
            try (Policy restored = Policy.load(folder.resolve("saved"), "cpu");
                    Trainer resumed = new Trainer(restored, new CriticObjective(), SETTINGS)) {
                resumed.loadState(state);
                assertThat(resumed.step(Batches.valued(3, 5), RATE)).isEqualTo(uninterrupted);
                assertThat(resumed.values(Batches.valued(4, 5)).toArray(float[][]::new))
                        .isDeepEqualTo(values.toArray(float[][]::new));
                Map<String, float[]> expected = TinyPolicy.weights(policy);
                TinyPolicy.weights(restored)
                        .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(expected.get(name)));
            }
        }
    }

    @Test
    void aStateWithoutACriticIsRefusedWithASentence() throws IOException {
        Path state = folder.resolve("state.safetensors");
        try (Policy policy = TinyPolicy.create(folder.resolve("a"), "qwen2", 5);
                Trainer plain = new Trainer(policy, new CrossEntropy(), SETTINGS);
                Trainer trainer = new Trainer(policy, new CriticObjective(), SETTINGS)) {
            plain.saveState(state);
            assertThatThrownBy(() -> trainer.loadState(state))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("without a critic");
            assertThatThrownBy(() -> plain.values(Batches.weighted(1, 2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no critic");
        }
    }

    private static double squaredError(TrainingBatch batch, List<float[]> values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            float[] returns = batch.sequences().get(i).channels()[1];
            for (int t = 0; t < returns.length; t++) {
                sum += 0.5 * Math.pow(values.get(i)[t] - returns[t], 2);
            }
        }
        return sum / batch.answerTokens();
    }
}
