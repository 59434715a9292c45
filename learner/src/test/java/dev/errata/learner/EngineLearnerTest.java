package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.FakePolicies;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.fakes.TinyPolicy;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.TestSettings;
import dev.errata.learner.update.EnginePolicy;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.Safetensors;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.ScoredRollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The learner on the real engine, with a policy of a few hundred weights. */
class EngineLearnerTest {

    private static final ObjectiveSettings SETTINGS = TestSettings.DEFAULTS;

    private final Path folder;
    private final Path start;

    EngineLearnerTest(@TempDir Path folder) {
        this.folder = folder;
        this.start = TinyPolicy.write(folder.resolve("start"), 5);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"rlmec", "rlmec-official"})
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

    static Stream<LearningObjective> objectives() {
        Stream<LearningObjective> plain = Stream.of(
                        "rlmec", "rlmec-official", "sft", "sft-on-rewrites", "rft", "dpo", "ppo", "ppo-a2c", "grpo")
                .map(name -> Objectives.named(name, SETTINGS));
        ObjectiveSettings held =
                TestSettings.defaults().decoupled(2).kl(0.1, KlEstimator.K3).settings();
        return Stream.concat(plain, Stream.of(Objectives.named("rlmec", held), Objectives.named("ppo-a2c", held)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objectives")
    void aRunKilledInTheMiddleEndsWithTheSameWeightsBitForBit(LearningObjective objective) {
        MemoryScoredLog scored = new MemoryScoredLog(2);
        for (int i = 0; i < 32; i++) {
            append(scored, objective, i);
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

    /** Version 0 of shards is what {@code Policy.save} makes of them, here the file that the shard was made of. */
    @Test
    void aStartPolicyInShardsIsPublishedAsOneFileAndContinued() throws IOException {
        Path file = start.resolve("model.safetensors");
        byte[] weights = Files.readAllBytes(file);
        ObjectNode places = new JsonMapper().createObjectNode();
        try (Safetensors tensors = Safetensors.open(file)) {
            tensors.names().forEach(name -> places.put(name, "model-00001-of-00001.safetensors"));
        }
        Files.move(file, start.resolve("model-00001-of-00001.safetensors"));
        JsonNode index = new JsonMapper().createObjectNode().set("weight_map", places);
        Files.writeString(start.resolve("model.safetensors.index.json"), index.toString());

        MemoryScoredLog scored = new MemoryScoredLog(1);
        MemoryAnnouncer announced = new MemoryAnnouncer();
        LearningObjective objective = Objectives.named("rlmec", SETTINGS);
        for (int life = 0; life < 2; life++) {
            learn(folder.resolve("run"), scored, announced, CrashPlan.none(), objective);
        }
        assertThat(announced.committed()).hasSize(1);
        Path zero = folder.resolve("run/weights/v0");
        assertThat(zero.resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(zero.resolve("model.safetensors.index.json")).doesNotExist();
        assertThat(announced.committed().get(0).update().getSha256())
                .isEqualTo(Checksum.sha256(zero.resolve("model.safetensors")));
    }

    private static void append(MemoryScoredLog scored, LearningObjective objective, int i) {
        if (!objective.requirements().kinds().contains(RewardKind.INSTANCE)) {
            scored.append(i % 2, i % 3 == 0 ? Scored.correct("r" + i, i / 12) : Scored.wrong("r" + i, i / 12));
        } else if (i % 4 == 0) {
            Scored.group("q/0/" + i, i / 12, i % 8 == 0, true, false, i % 16 == 4)
                    .forEach(answer -> scored.append(i % 8 / 4, answer));
        }
    }

    @Test
    void anUpdateOfACriticReportsItsMetrics() {
        MemoryScoredLog scored = new MemoryScoredLog(1);
        Scored.group("q/0/1", 0, true, false, false, true).forEach(answer -> scored.append(0, answer));
        MemoryAnnouncer announced = new MemoryAnnouncer();
        learn(folder.resolve("run"), scored, announced, CrashPlan.none(), Objectives.named("ppo-a2c", SETTINGS));
        Map<String, Double> metrics =
                announced.committed().get(1).steps().get(0).getMetrics();
        // Values are 0 before the first update, so a target is the discounted verdict and the critic explains nothing.
        assertThat(metrics.get("value/explained_variance")).isCloseTo(0, within(1e-6));
        // 0.95^3, .., 1 squared, halved and averaged over four tokens: 0.5 (0.7351 + 0.8145 + 0.9025 + 1) / 4
        assertThat(metrics.get("train/value_loss")).isCloseTo(0.431512, within(1e-5));
    }

    @Test
    void theLossFallsWhenTheSameRolloutsAreTrainedOnAgain() {
        MemoryScoredLog scored = new MemoryScoredLog(1);
        for (int i = 0; i < 40; i++) {
            scored.append(0, Scored.correct("r" + i, 0));
        }
        MemoryAnnouncer announced = new MemoryAnnouncer();
        learn(folder.resolve("run"), scored, announced, CrashPlan.none(), Objectives.named("rlmec", SETTINGS));
        List<LearnerStep> steps = announced.committed().stream()
                .flatMap(outbox -> outbox.steps().stream())
                .toList();
        double first = steps.get(0).getMetrics().getOrDefault("train/imitation_loss", Double.NaN);
        double last = steps.get(steps.size() - 1).getMetrics().getOrDefault("train/imitation_loss", Double.NaN);
        assertThat(last).isLessThan(first);
    }

    /** {@code learner.recompute-activations}: other memory and time, the same numbers. */
    @Test
    void recomputedActivationsGiveTheSameUpdate() {
        LearningObjective objective = Objectives.named("rlmec", SETTINGS);
        TrainingBatch batch = objective.batch(sampled(4), new FakePolicies());
        try (EnginePolicy kept = EnginePolicy.open(start, setup(objective, false, start));
                EnginePolicy again = EnginePolicy.open(start, setup(objective, true, start))) {
            for (int step = 0; step < 3; step++) {
                StepResult expected = kept.step(batch, 1e-2);
                StepResult found = again.step(batch, 1e-2);
                assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-5));
                assertThat(found.gradientNorm()).isCloseTo(expected.gradientNorm(), within(1e-5));
            }
        }
    }

    static EnginePolicy.TrainingSetup setup(LearningObjective objective, boolean recompute, Path reference) {
        return new EnginePolicy.TrainingSetup("cpu", objective, OptimizerSettings.defaults(), recompute, reference);
    }

    private void learn(
            Path root, MemoryScoredLog scored, MemoryAnnouncer announced, CrashPlan plan, LearningObjective objective) {
        TrainablePolicy.Source source =
                at -> EnginePolicy.open(at, setup(objective, false, root.resolve("weights/v0")));
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
}
