package dev.errata.policy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.Trainer;
import dev.errata.policy.Trainer.Gradients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientTest {

    /** Step of the central difference: fp32 rounding (1e-7 / STEP) and curvature (STEP^2) are then both near 1e-4. */
    private static final double STEP = 1e-2;

    private final Path folder;

    GradientTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void theGradientOfCrossEntropyAgreesWithFiniteDifferencesInEveryTensor(String family) throws IOException {
        try (Policy policy = TinyPolicy.create(folder, family, 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults())) {
            assertFollowsDifferences(policy, trainer, Batches.weighted(1, 6));
        }
    }

    @Test
    void theGradientOfAClippedObjectiveAgreesWithFiniteDifferencesInEveryTensor() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new ClippedObjective(), OptimizerSettings.defaults())) {
            TrainingBatch batch = Batches.clipped(policy, 2, 6);
            assertThat(trainer.gradients(batch).metrics().get("clipped")).isBetween(0.2, 0.8);
            assertFollowsDifferences(policy, trainer, batch);
        }
    }

    /** Compares the finite difference along one random unit direction per tensor with the gradient. */
    static void assertFollowsDifferences(Policy policy, Trainer trainer, TrainingBatch batch) {
        Map<String, float[]> weights = TinyPolicy.weights(policy);
        Gradients at = trainer.gradients(batch);
        Random random = new Random(9);
        for (Map.Entry<String, float[]> tensor : weights.entrySet()) {
            float[] start = tensor.getValue();
            double[] direction = direction(random, start.length);
            tensor.setValue(Batches.moved(start, direction, STEP));
            TinyPolicy.assign(policy, weights);
            double above = trainer.gradients(batch).loss();
            tensor.setValue(Batches.moved(start, direction, -STEP));
            TinyPolicy.assign(policy, weights);
            double below = trainer.gradients(batch).loss();
            tensor.setValue(start);
            double difference = (above - below) / (2 * STEP);
            double expected = Batches.dot(at.gradient().getOrDefault(tensor.getKey(), new float[0]), direction);
            assertThat(expected).as(tensor.getKey()).isCloseTo(difference, within(5e-4 + 0.01 * Math.abs(difference)));
        }
        TinyPolicy.assign(policy, weights);
    }

    private static double[] direction(Random random, int length) {
        double[] direction = random.doubles(length, -1, 1).toArray();
        double norm = 0;
        for (double part : direction) {
            norm += part * part;
        }
        for (int i = 0; i < length; i++) {
            direction[i] /= Math.sqrt(norm);
        }
        return direction;
    }

    @Test
    void microBatchesAddUpToTheGradientOfOneBatch() throws IOException {
        TrainingBatch batch = Batches.weighted(3, 12);
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 6);
                Trainer whole = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults());
                Trainer parts = new Trainer(
                        policy,
                        new CrossEntropy(),
                        OptimizerSettings.defaults(),
                        policy.backend().computeSettings().withTokenBudget(20))) {
            Gradients one = whole.gradients(batch);
            Gradients many = parts.gradients(batch);
            assertThat(many.loss()).isCloseTo(one.loss(), within(1e-5));
            one.gradient().forEach((name, numbers) -> assertThat(many.gradient().get(name))
                    .containsExactly(numbers, within(1e-5f)));
        }
    }

    /** Memory traded for time changes nothing but rounding; bf16 changes what bf16 changes. */
    @ParameterizedTest
    @CsvSource({
        "false, 1000, 3, false, false, 1e-5",
        "false, 20, 2, true, false, 1e-5",
        "true, 1000, 3, false, false, 1e-5",
        "true, 20, 2, true, false, 1e-5",
        "true, 1000, 1000, true, true, 0.05"
    })
    void theGradientDoesNotDependOnHowItIsComputed(
            boolean torch, long tokens, long logitRows, boolean recompute, boolean bf16, float tolerance)
            throws IOException {
        TrainingBatch batch = Batches.weighted(3, 12);
        ComputeSettings thrifty = new ComputeSettings(tokens, logitRows, recompute, bf16);
        try (Policy policy = torch ? TinyPolicy.onTorch(folder, "qwen2", 6) : TinyPolicy.create(folder, "qwen2", 6);
                Trainer plain = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults());
                Trainer other = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults(), thrifty)) {
            Gradients expected = plain.gradients(batch);
            Gradients found = other.gradients(batch);
            assertThat(found.loss()).isCloseTo(expected.loss(), within((double) tolerance));
            expected.gradient()
                    .forEach((name, numbers) -> assertThat(found.gradient().get(name))
                            .as(name)
                            .containsExactly(numbers, within(tolerance)));
        }
    }

    @Test
    void theGradientOfAnswersBehindOnePromptAgreesWithFiniteDifferences() throws IOException {
        Random random = new Random(8);
        int[] prompt = TinyPolicy.tokens(random, 25);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (TrainingSequence one : Batches.weighted(7, 5).sequences()) {
            sequences.add(new TrainingSequence(prompt, one.answer(), one.channels()));
        }
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults())) {
            assertFollowsDifferences(policy, trainer, new TrainingBatch(sequences));
        }
    }

    @Test
    void theLossIsTheWeightedNegativeLogLikelihoodOverTheCountOfPositiveWeights() throws IOException {
        TrainingBatch batch = Batches.weighted(4, 7);
        try (Policy policy = TinyPolicy.create(folder, "llama", 6);
                Trainer trainer = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults())) {
            double sum = 0;
            int count = 0;
            for (TrainingSequence sequence : batch.sequences()) {
                float[] logProbs = policy.logProbs(List.of(sequence.prompt()), List.of(sequence.answer()), 1)
                        .get(0);
                for (int t = 0; t < logProbs.length; t++) {
                    sum -= sequence.channels()[0][t] * logProbs[t];
                    count += sequence.channels()[0][t] > 0 ? 1 : 0;
                }
            }
            assertThat(trainer.gradients(batch).loss()).isCloseTo(sum / count, within(1e-5));
        }
    }
}
