package dev.errata.learner.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.learner.fakes.TinyPolicy;
import dev.errata.learner.objective.Channel;
import dev.errata.learner.objective.Channels;
import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.Policies.Frozen;
import dev.errata.learner.objective.TestSettings;
import dev.errata.policy.Policy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which weights the frozen policies have, and when. */
class FrozenPoliciesTest {

    private static final int[] PROMPT = {1, 7};
    private static final int[] ANSWER = {3, 5, 4, 2};

    private final Path folder;
    private final Path start;

    FrozenPoliciesTest(@TempDir Path folder) {
        this.folder = folder;
        this.start = TinyPolicy.write(folder.resolve("start"), 5);
    }

    private EnginePolicy open(ObjectiveSettings settings) {
        return EnginePolicy.open(
                start,
                new EnginePolicy.TrainingSetup(
                        "cpu", Objectives.named("rlmec", settings), OptimizerSettings.defaults(), false, start));
    }

    @Test
    void theProximalPolicyIsTheNewestPublishedOneAndTheReferenceTheFirst() throws IOException {
        float[] first = logProbs(start);
        try (EnginePolicy policy = open(TestSettings.defaults().decoupled(2).settings())) {
            assertThat(asked(policy, Frozen.PROXIMAL)).containsExactly(first, within(1e-5f));
            for (int step = 0; step < 3; step++) {
                policy.step(batch(), 0.05);
            }
            assertThat(asked(policy, Frozen.PROXIMAL)).containsExactly(first, within(1e-5f));

            policy.saveWeights(Files.createDirectory(folder.resolve("v1")));
            float[] published = logProbs(folder.resolve("v1"));
            assertThat(Math.abs(published[0] - first[0])).isGreaterThan(0.01f);
            assertThat(asked(policy, Frozen.PROXIMAL)).containsExactly(published, within(1e-5f));
            assertThat(asked(policy, Frozen.REFERENCE)).containsExactly(first, within(1e-5f));
        }
    }

    @Test
    void aFrozenPolicyTheObjectiveDoesNotRequireIsNotLoaded() {
        try (EnginePolicy policy = open(TestSettings.DEFAULTS)) {
            assertThatThrownBy(() -> asked(policy, Frozen.PROXIMAL)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSolutionEndsWithTheEndOfSequence() {
        try (EnginePolicy policy = open(TestSettings.DEFAULTS);
                Policy plain = Policy.load(start, "cpu")) {
            int[] tokens = policy.tokens("1+1");
            assertThat(tokens[tokens.length - 1]).isEqualTo(plain.tokenizer().eos());
            assertThat(plain.tokenizer().decode(tokens))
                    .isEqualTo(plain.tokenizer().decode(plain.tokenizer().encode("1+1")));
        }
    }

    private static float[] asked(EnginePolicy policy, Frozen which) {
        return policy.logProbs(which, batch().sequences()).get(0);
    }

    private static float[] logProbs(Path weights) {
        try (Policy policy = Policy.load(weights, "cpu")) {
            return policy.logProbs(List.of(PROMPT), List.of(ANSWER), 1).get(0);
        }
    }

    private static TrainingBatch batch() {
        Channels channels = new Channels(
                List.of(Channel.BEHAVIOR_LOG_PROB, Channel.REWARD, Channel.TARGET_WEIGHT, Channel.PROXIMAL_LOG_PROB));
        TrainingSequence sequence =
                channels.sequence(PROMPT, ANSWER, Map.of(Channel.TARGET_WEIGHT, new float[] {1, 1, 1, 1}));
        return new TrainingBatch(List.of(sequence));
    }
}
