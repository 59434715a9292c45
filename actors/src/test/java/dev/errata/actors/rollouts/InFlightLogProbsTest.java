package dev.errata.actors.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.actors.TestLog;
import dev.errata.actors.config.WeightUpdates;
import dev.errata.actors.progress.ActorProgress;
import dev.errata.actors.questions.AskedQuestion;
import dev.errata.actors.weights.Announcements;
import dev.errata.actors.weights.DevicePolicy;
import dev.errata.actors.weights.FollowPolicyUpdates;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.policy.Policy;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.weights.TensorSource.Entry;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real weights that change in the middle of answers. Teacher forcing is the oracle: the log-probs of a whole answer
 * under the weights of one version, from scratch.
 */
class InFlightLogProbsTest {

    private static final Path OLD = Path.of("../ops/models/start-policy");

    static {
        // Other builds share the cores.
        ComputeThreads.configure(1);
    }

    private final Path changed;
    private final Announcements announcements;

    InFlightLogProbsTest(@TempDir Path store) {
        changed = store.resolve("changed");
        announcements = new Announcements(store);
    }

    /** Largest distance of a recorded log-prob from that of teacher forcing, nats, by span. */
    private record Gaps(double first, double second, int tokensOfTheSecond) {}

    @Test
    void withARecomputedCacheEachSpanHasTheLogProbsOfItsVersion() {
        Gaps worst = worstGaps(WeightUpdates.IN_FLIGHT_RECOMPUTE);

        assertThat(worst.tokensOfTheSecond()).isGreaterThan(100);
        assertThat(worst.first()).isCloseTo(0, within(1e-4));
        assertThat(worst.second()).isCloseTo(0, within(1e-4));
    }

    @Test
    void withAKeptCacheTheSecondSpanReadsTheKeysAndValuesOfTheOldWeights() {
        Gaps worst = worstGaps(WeightUpdates.IN_FLIGHT);

        assertThat(worst.first()).isCloseTo(0, within(1e-4));
        // Not an error: these are the log-probs really sampled from, which no single version gives.
        assertThat(worst.second()).isGreaterThan(0.01);
    }

    private Gaps worstGaps(WeightUpdates updates) {
        try (Policy before = Policy.load(OLD, "cpu");
                Policy after = changedPolicy()) {
            List<Rollout> rollouts = sampleOverAnUpdate(updates);
            double first = 0;
            double second = 0;
            int tokens = 0;
            for (Rollout rollout : rollouts) {
                int update = secondSpan(rollout);
                float[] recorded = floats(rollout);
                first = Math.max(first, gap(recorded, forced(before, rollout), 0, update));
                second = Math.max(second, gap(recorded, forced(after, rollout), update, recorded.length));
                tokens += recorded.length - update;
            }
            return new Gaps(first, second, tokens);
        }
    }

    private List<Rollout> sampleOverAnUpdate(WeightUpdates updates) {
        try (FollowPolicyUpdates weights = announcements.followed(
                DevicePolicy.on("cpu"), new ActorProgress(Clock.systemUTC(), Duration.ofSeconds(10)))) {
            assertThat(weights.adoptNewest()).isFalse();
            announcements.announce(0, OLD);
            assertThat(weights.adoptNewest()).isTrue();
            VersionedPolicy begin = Objects.requireNonNull(weights.current());
            List<AskedQuestion> questions = Stream.of("2+3*4", "17-5+8", "6*7-9", "81-4*5", "9+9+9", "3*8+12")
                    .map(text -> new AskedQuestion(
                            "questions.a/0/" + text,
                            0,
                            TestLog.question(text),
                            begin.policy().prompt(text),
                            4))
                    .toList();
            announcements.onLook(() -> {});
            announcements.onLook(() -> announcements.announce(1, changed));
            BatchSampling batch = BatchSampling.of(new SamplingSettings(1, 1, 0, 40), updates, weights);
            List<Rollout> rollouts =
                    new AnswerSampling("", "actor-0", batch, Clock.systemUTC()).sample(questions, begin);
            assertThat(rollouts).anySatisfy(rollout -> assertThat(rollout.getVersionSpans())
                    .extracting(VersionSpan::getPolicyVersion)
                    .containsExactly(0L, 1L));
            return rollouts;
        }
    }

    /** The old weights, each with a little noise, saved to be announced. */
    private Policy changedPolicy() {
        Policy policy = Policy.load(OLD, "cpu");
        Random random = new Random(11);
        Map<String, float[]> noisy = new HashMap<>();
        for (Entry entry : policy.network().layout().entries()) {
            FloatBuffer numbers = FloatBuffer.allocate((int) entry.size());
            policy.network().tensors().read(entry, numbers::put);
            float[] changedNumbers = numbers.array();
            for (int i = 0; i < changedNumbers.length; i++) {
                changedNumbers[i] += 0.01f * (float) random.nextGaussian();
            }
            noisy.put(entry.name(), changedNumbers);
        }
        policy.network()
                .assign((entry, sink) ->
                        sink.accept(FloatBuffer.wrap(Objects.requireNonNull(noisy.get(entry.name())))));
        policy.save(changed);
        return policy;
    }

    /** Start of the second span; the answer's length if there is none. */
    private static int secondSpan(Rollout rollout) {
        List<VersionSpan> spans = rollout.getVersionSpans();
        return spans.size() > 1
                ? spans.get(1).getStart()
                : rollout.getAnswerTokens().size();
    }

    private static float[] forced(Policy policy, Rollout rollout) {
        return policy.logProbs(List.of(ints(rollout.getPromptTokens())), List.of(ints(rollout.getAnswerTokens())), 1)
                .get(0);
    }

    private static double gap(float[] recorded, float[] forced, int from, int to) {
        double worst = 0;
        for (int t = from; t < to; t++) {
            worst = Math.max(worst, Math.abs(recorded[t] - forced[t]));
        }
        return worst;
    }

    private static int[] ints(List<Integer> tokens) {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] floats(Rollout rollout) {
        float[] logProbs = new float[rollout.getBehaviorLogProbs().size()];
        for (int t = 0; t < logProbs.length; t++) {
            logProbs[t] = rollout.getBehaviorLogProbs().get(t);
        }
        return logProbs;
    }
}
