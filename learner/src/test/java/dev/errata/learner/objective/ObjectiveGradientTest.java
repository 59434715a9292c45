package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.learner.fakes.TinyPolicy;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of the weights on the real engine, with a policy of a few hundred weights. */
class ObjectiveGradientTest {

    private static final ObjectiveSettings DEFAULTS = TestSettings.DEFAULTS;

    /** Of the central difference: rounding (1e-7 / STEP) and curvature (STEP^2) are then both small. */
    private static final float STEP = 2e-3f;

    private final Path folder;
    private final Path start;

    ObjectiveGradientTest(@TempDir Path folder) {
        this.folder = folder;
        this.start = TinyPolicy.write(folder.resolve("start"), 5);
    }

    static Stream<Arguments> objectives() {
        TestSettings uneven = TestSettings.defaults().weights(1.2, 0.7).clipping(0.2, 0.4, 3);
        return Stream.of(
                Arguments.of("rlmec", DEFAULTS),
                Arguments.of("rlmec", uneven.settings()),
                Arguments.of("rlmec", uneven.decoupled(1.5).settings()),
                Arguments.of("rlmec", uneven.kl(0.5, KlEstimator.K1).settings()),
                Arguments.of("rlmec", uneven.kl(0.5, KlEstimator.K2).settings()),
                Arguments.of(
                        "rlmec", uneven.decoupled(0).kl(0.5, KlEstimator.K3).settings()),
                Arguments.of("rlmec-official", DEFAULTS),
                Arguments.of(
                        "rlmec-official",
                        TestSettings.defaults().kl(0.5, KlEstimator.K3).settings()),
                Arguments.of(
                        "ppo", TestSettings.defaults().clipping(0.2, 0.2, 3).settings()),
                Arguments.of(
                        "grpo", TestSettings.defaults().kl(0.5, KlEstimator.K2).settings()),
                Arguments.of("dpo", DEFAULTS));
    }

    /**
     * dL/dw = sum_t dL/dlogp_t dlogp_t/dw: the first factor from the plain loops, the second from finite differences.
     */
    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("objectives")
    void theGradientOfTheWeightsIsThatOfFiniteDifferences(String name, ObjectiveSettings settings) throws IOException {
        LearningObjective objective = Objectives.named(name, settings);
        try (Policy policy = Policy.load(start, "cpu");
                Trainer trainer = new Trainer(policy, objective, OptimizerSettings.defaults())) {
            TrainingBatch batch = batch(policy, objective);
            Trainer.Gradients found = trainer.gradients(batch);
            ObjectiveOracle.Outcome plain = oracle(objective, settings, policy, batch);
            assertThat(found.loss()).isCloseTo(plain.loss(), within(1e-4));
            for (String tensor : List.of("model.embed_tokens.weight", "model.layers.0.mlp.down_proj.weight")) {
                float[] numbers = Objects.requireNonNull(found.gradient().get(tensor));
                for (int index : new int[] {25, 33, 52}) {
                    double derivative = derivative(policy, batch, plain.gradient(), new Place(tensor, index));
                    assertThat((double) numbers[index])
                            .as(tensor + " " + index)
                            .isCloseTo(derivative, within(5e-4 + 0.01 * Math.abs(derivative)));
                }
            }
        }
    }

    private static ObjectiveOracle.Outcome oracle(
            LearningObjective objective, ObjectiveSettings settings, Policy policy, TrainingBatch batch) {
        ObjectiveOracle oracle = new ObjectiveOracle(settings, channels(objective), batch, logProbs(policy, batch));
        return switch (objective.name()) {
            case "dpo" -> oracle.dpo();
            case "rlmec-official" -> oracle.rlmecOfficial();
            default -> oracle.clippedSurrogate();
        };
    }

    static Stream<Arguments> objectivesThatAddUp() {
        return Stream.concat(objectives(), Stream.of(Arguments.of("ppo-a2c", DEFAULTS)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("objectivesThatAddUp")
    void microBatchesAddUpToTheGradientAndTheMetricsOfOneBatch(String name, ObjectiveSettings settings) {
        LearningObjective objective = Objectives.named(name, settings);
        try (Policy policy = Policy.load(start, "cpu");
                Trainer whole = new Trainer(policy, objective, OptimizerSettings.defaults());
                Trainer parts = new Trainer(
                        policy,
                        objective,
                        OptimizerSettings.defaults(),
                        policy.backend().computeSettings().withTokenBudget(12))) {
            TrainingBatch batch = batch(policy, objective);
            Trainer.Gradients one = whole.gradients(batch);
            Trainer.Gradients many = parts.gradients(batch);
            assertThat(many.loss()).isCloseTo(one.loss(), within(1e-5));
            one.gradient()
                    .forEach((tensor, numbers) ->
                            assertThat(many.gradient().get(tensor)).containsExactly(numbers, within(1e-5f)));
            Map<String, Double> metrics = objective.metrics(one.metrics(), batch);
            objective.metrics(many.metrics(), batch).forEach((metric, value) -> assertThat(value)
                    .as(metric)
                    .isCloseTo(metrics.get(metric), within(1e-5)));
        }
    }

    /**
     * The loss of ppo-a2c is differentiable where no ratio is at the clip's edge: both terms at once by the loss
     * itself.
     */
    @Test
    void theGradientOfPolicyAndCriticTogetherIsThatOfFiniteDifferencesOfTheLoss() throws IOException {
        ObjectiveSettings settings =
                TestSettings.defaults().critic(0.9, 0.8, 0.7).settings();
        LearningObjective objective = Objectives.named("ppo-a2c", settings);
        try (Policy policy = Policy.load(start, "cpu");
                Trainer trainer = new Trainer(policy, objective, OptimizerSettings.defaults())) {
            for (int step = 0; step < 5; step++) {
                trainer.step(batch(policy, objective), 0.05);
            }
            Path trained = folder.resolve("trained");
            policy.save(trained);
            TrainingBatch batch = batch(policy, objective);
            Map<String, float[]> gradient = trainer.gradients(batch).gradient();
            for (int index : new int[] {25, 33, 52}) {
                String tensor = "model.layers.0.mlp.down_proj.weight";
                policy.replaceWeights(nudged(trained, new Place(tensor, index), STEP));
                double above = trainer.gradients(batch).loss();
                policy.replaceWeights(nudged(trained, new Place(tensor, index), -STEP));
                double below = trainer.gradients(batch).loss();
                policy.replaceWeights(trained);
                double derivative = (above - below) / (2 * STEP);
                assertThat((double) Objects.requireNonNull(gradient.get(tensor))[index])
                        .isCloseTo(derivative, within(5e-4 + 0.01 * Math.abs(derivative)));
            }
        }
    }

    private static Channels channels(LearningObjective objective) {
        return objective instanceof PolicyGradient gradient
                ? gradient.channels()
                : new Channels(List.of(Channel.REFERENCE_LOG_PROB, Channel.PAIR, Channel.SIDE));
    }

    /** Ratios well inside or well outside the clip range, so that no small step crosses its edge. */
    private static TrainingBatch batch(Policy policy, LearningObjective objective) {
        Random random = new Random(3);
        double[] ratios = {0.4, 0.9, 1.0, 1.1, 2.5};
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int[] prompt = {1, 3 + i};
            int[] answer = random.ints(3 + i, 3, 10).toArray();
            float[] logProbs =
                    policy.logProbs(List.of(prompt), List.of(answer), 1).get(0);
            Map<Channel, float[]> numbers = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                numbers.put(channel, new float[answer.length]);
            }
            for (int t = 0; t < answer.length; t++) {
                double proximal = logProbs[t] - Math.log(ratios[random.nextInt(ratios.length)]);
                boolean decoupled = channels(objective).has(Channel.PROXIMAL_LOG_PROB);
                set(numbers, Channel.PROXIMAL_LOG_PROB, t, proximal);
                set(numbers, Channel.BEHAVIOR_LOG_PROB, t, proximal - (decoupled ? random.nextGaussian() : 0));
                set(numbers, Channel.REWARD, t, random.nextBoolean() ? 0.5 : -0.1);
                set(numbers, Channel.TARGET_WEIGHT, t, random.nextBoolean() ? 1 : 0);
                set(numbers, Channel.REFERENCE_LOG_PROB, t, logProbs[t] + random.nextGaussian());
                set(numbers, Channel.SAMPLED, t, i % 3 == 0 ? 0 : 1);
                set(numbers, Channel.VALUE_TARGET, t, random.nextGaussian());
                set(numbers, Channel.PAIR, t, i / 2);
                set(numbers, Channel.SIDE, t, i % 2 == 0 ? 1 : -1);
            }
            sequences.add(channels(objective).sequence(prompt, answer, numbers));
        }
        return new TrainingBatch(sequences, List.of(new int[] {0, 1}, new int[] {2, 3}, new int[] {4, 5}));
    }

    private static void set(Map<Channel, float[]> numbers, Channel channel, int t, double number) {
        Objects.requireNonNull(numbers.get(channel))[t] = (float) number;
    }

    /** One number of one tensor. */
    private record Place(String tensor, int index) {}

    private double derivative(Policy policy, TrainingBatch batch, double[] byToken, Place place) throws IOException {
        policy.replaceWeights(nudged(start, place, STEP));
        double[] above = logProbs(policy, batch);
        policy.replaceWeights(nudged(start, place, -STEP));
        double[] below = logProbs(policy, batch);
        policy.replaceWeights(start);
        double derivative = 0;
        for (int t = 0; t < byToken.length; t++) {
            derivative += byToken[t] * (above[t] - below[t]) / (2 * STEP);
        }
        return derivative;
    }

    /** A policy's folder with one number changed, in its safetensors file. */
    private Path nudged(Path from, Place place, float step) throws IOException {
        Path copy = folder.resolve("nudged");
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Path weights = copy.resolve("model.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = (int) bytes.getLong(0);
        JsonNode header =
                new ObjectMapper().readTree(new String(bytes.array(), 8, headerLength, StandardCharsets.UTF_8));
        int at = 8
                + headerLength
                + header.path(place.tensor()).path("data_offsets").path(0).intValue()
                + 4 * place.index();
        bytes.putFloat(at, bytes.getFloat(at) + step);
        Files.write(weights, bytes.array());
        return copy;
    }

    private static double[] logProbs(Policy policy, TrainingBatch batch) {
        List<int[]> prompts =
                batch.sequences().stream().map(TrainingSequence::prompt).toList();
        List<int[]> answers =
                batch.sequences().stream().map(TrainingSequence::answer).toList();
        double[] flat = new double[batch.answerTokens()];
        int t = 0;
        for (float[] row : policy.logProbs(prompts, answers, 1)) {
            for (float number : row) {
                flat[t] = number;
                t++;
            }
        }
        return flat;
    }
}
