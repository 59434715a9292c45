package dev.errata.policy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.Trainer;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.98, 1e-8, 0.1, 0.5);

    private final Path folder;

    TrainerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void stepsAgreeWithAPlainAdamW() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), SETTINGS)) {
            AdamWOracle oracle = new AdamWOracle(SETTINGS, TinyPolicy.weights(policy));
            for (int step = 0; step < 5; step++) {
                TrainingBatch batch = Batches.weighted(step, 5);
                double rate = 1e-2 / (1 + step);
                double norm = oracle.step(trainer.gradients(batch).gradient(), rate);
                assertThat(trainer.step(batch, rate).gradientNorm()).isCloseTo(norm, within(1e-5));
            }
            assertThat(trainer.steps()).isEqualTo(5);
            TinyPolicy.weights(policy)
                    .forEach((name, numbers) ->
                            assertThat(numbers).as(name).containsExactly(oracle.weights(name), within(2e-5f)));
        }
    }

    @Test
    void aResumedTrainerTakesBitIdenticalSteps() throws IOException {
        Path state = folder.resolve("state.safetensors");
        try (Policy policy = TinyPolicy.create(folder.resolve("a"), "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), SETTINGS)) {
            for (int step = 0; step < 3; step++) {
                trainer.step(Batches.weighted(step, 5), 1e-2);
            }
            policy.save(folder.resolve("saved"));
            trainer.saveState(state);
            StepResult uninterrupted = trainer.step(Batches.weighted(3, 5), 1e-2);
            try (Policy restored = Policy.load(folder.resolve("saved"), "cpu");
                    Trainer resumed = new Trainer(restored, new CrossEntropy(), SETTINGS)) {
                resumed.loadState(state);
                assertThat(resumed.steps()).isEqualTo(3);
                assertThat(resumed.step(Batches.weighted(3, 5), 1e-2)).isEqualTo(uninterrupted);
                Map<String, float[]> expected = TinyPolicy.weights(policy);
                TinyPolicy.weights(restored)
                        .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(expected.get(name)));
                resumed.saveState(folder.resolve("again.safetensors"));
            }
            trainer.saveState(state);
        }
        assertThat(Files.mismatch(state, folder.resolve("again.safetensors"))).isEqualTo(-1);
    }

    @Test
    void anOptimizerStateOfAnotherNetworkIsRefused() throws IOException {
        Path state = folder.resolve("state.safetensors");
        try (Policy qwen = TinyPolicy.create(folder.resolve("a"), "qwen2", 5);
                Policy llama = TinyPolicy.create(folder.resolve("b"), "llama", 5);
                Trainer first = new Trainer(qwen, new CrossEntropy(), SETTINGS);
                Trainer second = new Trainer(llama, new CrossEntropy(), SETTINGS)) {
            first.saveState(state);
            assertThatThrownBy(() -> second.loadState(state)).isInstanceOf(UnusableCheckpointException.class);
        }
    }

    @Test
    void aDivergedStepLeavesTheWeightsAndTheStateUnchanged() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), SETTINGS)) {
            trainer.step(Batches.weighted(0, 5), 1e-2);
            Map<String, float[]> before = TinyPolicy.weights(policy);
            TrainingSequence poisoned = new TrainingSequence(new int[] {4}, new int[] {5}, new float[][] {{Float.NaN}});
            assertThatThrownBy(() -> trainer.step(new TrainingBatch(List.of(poisoned)), 1e-2))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessageContaining("loss of step 2 is NaN");
            assertThat(trainer.steps()).isEqualTo(1);
            TinyPolicy.weights(policy)
                    .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(before.get(name)));

            // Moments and gradient show in what comes after: it must be what comes after the first step alone.
            try (Policy other = TinyPolicy.create(folder.resolve("other"), "qwen2", 5);
                    Trainer undisturbed = new Trainer(other, new CrossEntropy(), SETTINGS)) {
                undisturbed.step(Batches.weighted(0, 5), 1e-2);
                for (int seed = 1; seed < 3; seed++) {
                    assertThat(trainer.step(Batches.weighted(seed, 5), 1e-2))
                            .isEqualTo(undisturbed.step(Batches.weighted(seed, 5), 1e-2));
                }
                Map<String, float[]> expected = TinyPolicy.weights(other);
                TinyPolicy.weights(policy)
                        .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(expected.get(name)));
            }
        }
    }

    @Test
    void thePolicySamplesTheTrainedAnswers() throws IOException {
        int[] prompt = {5, 13, 6, 15};
        int[] answer = {9, 8, 7, TinyPolicy.EOS};
        try (Policy policy = TinyPolicy.create(folder, "llama", 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults())) {
            TrainingBatch batch =
                    new TrainingBatch(List.of(new TrainingSequence(prompt, answer, new float[][] {{1, 1, 1, 1}})));
            double first = trainer.step(batch, 2e-2).loss();
            double last = first;
            for (int step = 0; step < 60; step++) {
                last = trainer.step(batch, 2e-2).loss();
            }
            assertThat(last).isLessThan(first / 10);
            assertThat(policy.sample(List.of(new SamplingRequest(prompt, 0)), SamplingSettings.greedy(8))
                            .get(0)
                            .tokens())
                    .isEqualTo(answer);
        }
    }

    @Test
    void metricsComeBackByName() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "llama", 5);
                Trainer trainer = new Trainer(policy, new ClippedObjective(), SETTINGS)) {
            StepResult result = trainer.step(Batches.clipped(policy, 1, 4), 1e-3);
            assertThat(result.metrics()).containsOnlyKeys("clipped");
        }
    }

    @Test
    void aBatchThatTheObjectiveCannotReadIsRefused() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "llama", 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), SETTINGS)) {
            TrainingSequence noChannel = new TrainingSequence(new int[] {4}, new int[] {5}, new float[0][]);
            assertThatThrownBy(() -> trainer.step(new TrainingBatch(List.of(noChannel)), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[weight]");
            TrainingSequence shortChannel = new TrainingSequence(new int[] {4}, new int[] {5, 6}, new float[][] {{1}});
            assertThatThrownBy(() -> trainer.step(new TrainingBatch(List.of(shortChannel)), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 tokens");
            assertThatThrownBy(() -> trainer.step(new TrainingBatch(List.of()), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("empty");
        }
    }
}
