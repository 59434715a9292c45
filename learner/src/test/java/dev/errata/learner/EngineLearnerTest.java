package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.fakes.TinyPolicy;
import dev.errata.learner.objective.ObjectiveOracle;
import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.TokenObjective;
import dev.errata.learner.update.EnginePolicy;
import dev.errata.learner.update.Objectives;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.Trainer;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.ScoredRollout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The learner on the real engine, with a policy of a few hundred weights. */
class EngineLearnerTest {

    private static final ObjectiveSettings SETTINGS = new ObjectiveSettings(0.3, 0.3, 0, 1);

    private final Path folder;
    private final Path start;

    EngineLearnerTest(@TempDir Path folder) {
        this.folder = folder;
        this.start = TinyPolicy.write(folder.resolve("start"), 5);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ppo", "rlmec-official"})
    void atEqualVersionsTheImportanceRatiosAreOne(String name) {
        MemoryScoredLog scored = new MemoryScoredLog(2);
        sampled(12).forEach(rollout -> scored.append(0, rollout));
        MemoryAnnouncer announced = new MemoryAnnouncer();
        learn(folder.resolve("run"), scored, announced, CrashPlan.none(), Objectives.named(name, SETTINGS));

        Map<String, Double> first = announced.committed().get(1).steps().get(0).getMetrics();
        assertThat(first.get("is/ratio_max")).isCloseTo(1, within(1e-4));
        assertThat(first.get("is/ratio_min")).isCloseTo(1, within(1e-4));
        assertThat(first.get("is/ess")).isCloseTo(1, within(1e-4));
        assertThat(first.get("ppo/clip_frac")).isZero();
    }

    @Test
    void aRunKilledInTheMiddleHasTheWeightsOfOneThatWasNotBitForBit() {
        TokenObjective objective = Objectives.named("ppo", SETTINGS);
        MemoryScoredLog scored = new MemoryScoredLog(2);
        for (int i = 0; i < 32; i++) {
            String id = "r" + i;
            scored.append(i % 2, i % 3 == 0 ? Scored.correct(id, i / 12) : Scored.wrong(id, i / 12));
        }
        MemoryAnnouncer undisturbed = new MemoryAnnouncer();
        learn(folder.resolve("undisturbed"), scored, undisturbed, CrashPlan.none(), objective);

        MemoryAnnouncer killed = new MemoryAnnouncer();
        for (int place : new int[] {1, 2, 0, 3}) {
            learn(folder.resolve("killed"), scored, killed, new CrashPlan(place), objective);
        }
        learn(folder.resolve("killed"), scored, killed, CrashPlan.none(), objective);

        History.assertNothingLostAndNothingTwice(scored, killed);
        assertThat(killed.committed()).hasSizeGreaterThan(3);
        assertThat(History.withoutTimes(killed)).isEqualTo(History.withoutTimes(undisturbed));
    }

    @Test
    void lossFallsWhenTheSameRolloutsAreLearntAgain() {
        MemoryScoredLog scored = new MemoryScoredLog(1);
        for (int i = 0; i < 40; i++) {
            scored.append(0, Scored.correct("r" + i, 0));
        }
        MemoryAnnouncer announced = new MemoryAnnouncer();
        learn(folder.resolve("run"), scored, announced, CrashPlan.none(), Objectives.named("ppo", SETTINGS));
        List<LearnerStep> steps = announced.committed().stream()
                .flatMap(outbox -> outbox.steps().stream())
                .toList();
        double first = steps.get(0).getMetrics().getOrDefault("train/imitation_loss", Double.NaN);
        double last = steps.get(steps.size() - 1).getMetrics().getOrDefault("train/imitation_loss", Double.NaN);
        assertThat(last).isLessThan(first);
    }

    /** dL/dw = sum_t dL/dlogp_t dlogp_t/dw: the first factor from the plain loops, the second from finite differences. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ppo", "rlmec-official"})
    void theGradientOfTheWeightsIsThatOfFiniteDifferences(String name) throws IOException {
        TokenObjective objective = Objectives.named(name, SETTINGS);
        try (Policy policy = Policy.load(start, "cpu");
                Trainer trainer = new Trainer(policy, objective, OptimizerSettings.defaults())) {
            TrainingBatch batch = batch(policy);
            Map<String, float[]> gradient = trainer.gradients(batch).gradient();
            double[][] channels = new double[3][];
            for (int channel = 0; channel < 3; channel++) {
                channels[channel] = channel(batch, channel);
            }
            double[] logp = logProbs(policy, batch);
            ObjectiveOracle oracle = new ObjectiveOracle(SETTINGS);
            double[] byToken = (name.equals("ppo")
                            ? oracle.ppo(logp, channels[0], channels[1], channels[2])
                            : oracle.rlmecOfficial(logp, channels[0], channels[1], channels[2]))
                    .gradient();
            for (String tensor : List.of("model.embed_tokens.weight", "model.layers.0.mlp.down_proj.weight")) {
                float[] found = Objects.requireNonNull(gradient.get(tensor));
                for (int index : new int[] {25, 33, 52}) {
                    double slope = slope(policy, batch, byToken, new Place(tensor, index));
                    assertThat((double) found[index])
                            .as(tensor + " " + index)
                            .isCloseTo(slope, within(5e-4 + 0.01 * Math.abs(slope)));
                }
            }
        }
    }

    @Test
    void microBatchesAddUpToTheGradientAndTheMetricsOfOneBatch() {
        TokenObjective objective = Objectives.named("ppo", SETTINGS);
        try (Policy policy = Policy.load(start, "cpu");
                Trainer whole = new Trainer(policy, objective, OptimizerSettings.defaults());
                Trainer parts = new Trainer(
                        policy,
                        objective,
                        OptimizerSettings.defaults(),
                        ComputeSettings.of(policy.decoder()).withTokenBudget(12))) {
            TrainingBatch batch = batch(policy);
            Trainer.Gradients one = whole.gradients(batch);
            Trainer.Gradients many = parts.gradients(batch);
            one.gradient()
                    .forEach((tensor, numbers) ->
                            assertThat(many.gradient().get(tensor)).containsExactly(numbers, within(1e-5f)));
            Map<String, Double> metrics = objective.metrics(one.metrics(), batch);
            objective.metrics(many.metrics(), batch).forEach((metric, value) -> assertThat(value)
                    .as(metric)
                    .isCloseTo(metrics.get(metric), within(1e-5)));
        }
    }

    private void learn(
            Path root, MemoryScoredLog scored, MemoryAnnouncer announced, CrashPlan plan, TokenObjective objective) {
        TrainablePolicy.Source source =
                at -> EnginePolicy.open(at, "cpu", objective, OptimizerSettings.defaults(), false);
        try {
            new LearnerLife(root, start, objective)
                    .live(scored, announced.connect(plan), source, () -> scored.emptyPolls() > 0, () -> {});
        } catch (CrashPlan.Crash crash) {
            assertThat(crash).isNotNull();
        }
    }

    /** Rollouts as an actor samples them, with rewards made up. */
    private List<ScoredRollout> sampled(int count) {
        try (Policy policy = Policy.load(start, "cpu")) {
            List<SamplingRequest> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.add(new SamplingRequest(new int[] {1, 7}, i));
            }
            List<ScoredRollout> rollouts = new ArrayList<>();
            for (Completion completion : policy.sample(requests, new SamplingSettings(1, 1, 0, 12))) {
                List<Integer> tokens = new ArrayList<>();
                List<Float> logProbs = new ArrayList<>();
                for (int t = 0; t < completion.tokens().length; t++) {
                    tokens.add(completion.tokens()[t]);
                    logProbs.add(completion.logProbs()[t]);
                }
                ScoredRollout rollout = Scored.of(
                        "r" + rollouts.size(),
                        0,
                        tokens,
                        Collections.nCopies(tokens.size(), 0.4f),
                        tokens,
                        Collections.nCopies(tokens.size(), 0.5f));
                rollout.getRollout().setBehaviorLogProbs(logProbs);
                rollouts.add(rollout);
            }
            return rollouts;
        }
    }

    /** Ratios well inside or well outside the clip range, so that no small step crosses its edge. */
    private static TrainingBatch batch(Policy policy) {
        Random random = new Random(3);
        double[] ratios = {0.4, 0.9, 1.0, 1.1, 2.5};
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int[] prompt = {1, 3 + i};
            int[] answer = random.ints(3 + i, 3, 10).toArray();
            float[] logProbs =
                    policy.logProbs(List.of(prompt), List.of(answer), 1).get(0);
            float[][] channels = new float[3][answer.length];
            for (int t = 0; t < answer.length; t++) {
                channels[0][t] = (float) (logProbs[t] - Math.log(ratios[random.nextInt(ratios.length)]));
                channels[1][t] = random.nextBoolean() ? 0.5f : -0.1f;
                channels[2][t] = random.nextBoolean() ? 1 : 0;
            }
            sequences.add(new TrainingSequence(prompt, answer, channels));
        }
        return new TrainingBatch(sequences);
    }

    /** One number of one tensor. */
    private record Place(String tensor, int index) {}

    private double slope(Policy policy, TrainingBatch batch, double[] byToken, Place place) throws IOException {
        float step = 5e-3f;
        policy.replaceWeights(nudged(place, step));
        double[] above = logProbs(policy, batch);
        policy.replaceWeights(nudged(place, -step));
        double[] below = logProbs(policy, batch);
        policy.replaceWeights(start);
        double slope = 0;
        for (int t = 0; t < byToken.length; t++) {
            slope += byToken[t] * (above[t] - below[t]) / (2 * step);
        }
        return slope;
    }

    /** The start policy with one number changed, in its safetensors file. */
    private Path nudged(Place place, float step) throws IOException {
        Path copy = folder.resolve("nudged");
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(start)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
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
        return flat(policy.logProbs(prompts, answers, 1));
    }

    private static double[] channel(TrainingBatch batch, int channel) {
        return flat(batch.sequences().stream()
                .map(sequence -> sequence.channels()[channel])
                .toList());
    }

    private static double[] flat(List<float[]> rows) {
        List<Double> numbers = new ArrayList<>();
        for (float[] row : rows) {
            for (float number : row) {
                numbers.add((double) number);
            }
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
