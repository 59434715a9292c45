package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.TinyPolicy;
import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.LanePool;
import dev.errata.policy.sampling.Sampler;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.StopTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Java's vectors compute what the script computes, on networks of every kind. */
@ParameterizedClass
@EnumSource
class VectorInferenceTest {

    /** fp32 sums in another order. */
    private static final float TOLERANCE = 1e-5f;

    private static final StopTokens STOP = new StopTokens(Set.of(TinyPolicy.EOS));

    private final TinyNetwork network;
    private final Backend torch;
    private final Inference script;

    VectorInferenceTest(TinyNetwork network) {
        this.network = network;
        torch = network.torch(7);
        script = torch.inference();
    }

    @AfterEach
    void close() {
        torch.close();
    }

    private static void assertAgree(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        float greatest = 0;
        for (int i = 0; i < found.length; i++) {
            greatest = Math.max(greatest, Math.abs(found[i] - expected[i]));
        }
        assertThat(greatest).as("greatest difference").isLessThan(TOLERANCE);
    }

    /** Prompts of lengths that are multiples of a page and that are not, each with one to four answers. */
    private AnswerLayout layout(long seed) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        List<int[]> groups = new ArrayList<>();
        for (int length : new int[] {16, 20, 1, 32, 15, 17, 33}) {
            int[] prompt = network.tokens(random, length);
            int first = prompts.size();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                prompts.add(prompt);
                answers.add(network.tokens(random, 1 + random.nextInt(20)));
            }
            groups.add(IntStream.range(first, first + count).toArray());
        }
        return AnswerLayout.of(prompts, answers, groups);
    }

    /** The longest goes through some networks in more than one pass. */
    @Test
    void logitsAreThoseOfPyTorch() {
        try (VectorNetwork vectors = network.vectors(torch, 1)) {
            Inference vector = new VectorInference(vectors);
            for (int count : new int[] {1, 2, 15, 16, 17, 50, network.config().maxPositions()}) {
                int[] tokens = network.tokens(new Random(count), count);
                assertAgree(vector.logits(tokens), script.logits(tokens));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} threads, temperature {2}")
    @CsvSource({"1, 1, 1", "2, 2, 0.7", "3, 3, 1.5"})
    void logProbsAreThoseOfPyTorch(long seed, int threads, double temperature) {
        AnswerLayout layout = layout(seed);
        float[] expected = script.logProbs(layout.sequences(), layout.predicted(), temperature);
        try (VectorNetwork vectors = network.vectors(torch, threads)) {
            Inference vector = new VectorInference(vectors);
            assertAgree(vector.logProbs(layout.sequences(), layout.predicted(), temperature), expected);
        }
    }

    /** Rows asked for in any order, more than once, and of one sequence more than once. */
    @ParameterizedTest(name = "seed {0}, {1} threads")
    @CsvSource({"1, 1", "2, 2", "3, 3"})
    void givenTokensGetTheScoresOfPyTorch(long seed, int threads) {
        AnswerLayout layout = layout(seed);
        Random random = new Random(seed);
        List<TargetTokens> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int sequence = random.nextInt(layout.sequences().size());
            int length = layout.sequences().get(sequence).length();
            int count = random.nextInt(6);
            asked.add(
                    new TargetTokens(sequence, random.ints(count, 0, length).toArray(), network.tokens(random, count)));
        }
        try (VectorNetwork vectors = network.vectors(torch, threads);
                KeyValueCache ours = new VectorInference(vectors).newCache();
                KeyValueCache theirs = script.newCache()) {
            Inference vector = new VectorInference(vectors);
            theirs.reserve(1);
            Inference.TokenScores expected = script.score(layout.sequences(), List.of(), theirs, asked);
            Inference.TokenScores found = vector.score(layout.sequences(), List.of(), ours, asked);
            assertThat(found.probabilities()).containsExactly(expected.probabilities(), within((double) TOLERANCE));
            assertThat(found.best()).containsExactly(expected.best());
        }
    }

    @ParameterizedTest(name = "temperature {0}, p {1}, k {2}, {3} threads")
    @CsvSource({"0, 1, 0, 1", "0, 1, 0, 2", "1, 1, 0, 1", "0.7, 0.9, 0, 2", "1.3, 1, 4, 1", "1, 0.8, 10, 3"})
    void sampledAnswersAreThoseOfPyTorch(double temperature, double p, int k, int threads) {
        SamplingSettings settings = new SamplingSettings(temperature, p, k, 30);
        Random random = new Random(5);
        List<SamplingRequest> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int[] prompt = network.tokens(random, 1 + random.nextInt(34));
            requests.add(new SamplingRequest(prompt, i));
            requests.add(new SamplingRequest(prompt, 100 + i));
        }
        try (VectorNetwork vectors = network.vectors(torch, threads)) {
            Inference vector = new VectorInference(vectors);
            List<Completion> expected = sample(script, requests, settings);
            List<Completion> found = sample(vector, requests, settings);
            for (int i = 0; i < requests.size(); i++) {
                assertThat(found.get(i).tokens()).isEqualTo(expected.get(i).tokens());
                assertThat(found.get(i).stopped()).isEqualTo(expected.get(i).stopped());
                assertAgree(found.get(i).logProbs(), expected.get(i).logProbs());
            }
        }
    }

    private static List<Completion> sample(
            Inference inference, List<SamplingRequest> requests, SamplingSettings settings) {
        try (LanePool lanes = new LanePool(inference)) {
            return new Sampler(inference, STOP, lanes).sample(requests, settings);
        }
    }

    /** The weights are packed once, and again after they have changed. */
    @Test
    void newWeightsAreTakenAtTheNextCall() {
        int[] tokens = network.tokens(new Random(3), 20);
        try (VectorNetwork vectors = network.vectors(torch, 1);
                Backend other = network.torch(8)) {
            Inference vector = new VectorInference(vectors);
            float[] before = vector.logits(tokens);
            vectors.assign(other.network().tensors());
            torch.network().assign(other.network().tensors());
            assertThat(vector.logits(tokens)).isNotEqualTo(before);
            assertAgree(vector.logits(tokens), script.logits(tokens));
        }
    }

    @Test
    void anEmptyRequestGetsAnEmptyResult() {
        try (VectorNetwork vectors = network.vectors(torch, 2);
                KeyValueCache cache = new VectorInference(vectors).newCache()) {
            Inference vector = new VectorInference(vectors);
            assertThat(vector.logProbs(List.of(), List.of(), 1)).isEmpty();
            List<SharedPrompt> reading = List.of(SharedPrompt.alone(new int[] {4, 5}));
            assertThat(vector.score(reading, List.of(), cache, List.of()).best())
                    .isEmpty();
        }
    }
}
