package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.TinyPolicy;
import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.LanePool;
import dev.errata.policy.sampling.Sampler;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.StopTokens;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The results for a token depend only on the tokens before it, to the last bit: no comparison here has a tolerance. */
@ParameterizedClass
@EnumSource
class SameBitsTest {

    private static final int LIMIT = 30;
    private static final StopTokens STOP = new StopTokens(Set.of(TinyPolicy.EOS));

    private final TinyNetwork network;
    private final Backend torch;
    private final VectorNetwork one;
    private final Inference alone;

    SameBitsTest(TinyNetwork network) {
        this.network = network;
        torch = network.torch(11);
        one = network.vectors(torch, 1);
        alone = new VectorInference(one);
    }

    @AfterEach
    void close() {
        one.close();
        torch.close();
    }

    /**
     * Forty requests, four to a prompt: prompts that end with a page and that do not, some longer than one pass takes.
     */
    private List<SamplingRequest> requests(long seed) {
        Random random = new Random(seed);
        int[] lengths = network.config().maxPositions() < 200
                ? new int[] {1, 2, 7, 15, 16, 17, 31, 32, 33, 34}
                : new int[] {1, 7, 16, 17, 32, 33, 112, 130, 144, 150};
        List<SamplingRequest> requests = new ArrayList<>();
        for (int length : lengths) {
            int[] prompt = network.tokens(random, length);
            for (int i = 0; i < 4; i++) {
                requests.add(new SamplingRequest(prompt, random.nextLong()));
            }
        }
        return requests;
    }

    private static List<Completion> sample(
            Inference inference, List<SamplingRequest> requests, SamplingSettings settings) {
        try (LanePool lanes = new LanePool(inference)) {
            return new Sampler(inference, STOP, lanes).sample(requests, settings);
        }
    }

    @ParameterizedTest(name = "{0} lanes, temperature {1}, p {2}, k {3}")
    @CsvSource({"1, 1, 1, 0", "2, 1, 1, 0", "3, 0.8, 0.9, 0", "2, 1.2, 1, 5", "3, 0, 1, 0"})
    void anAnswerIsTheSameAloneAndInABatchOfForty(int lanes, double temperature, double p, int k) {
        SamplingSettings settings = new SamplingSettings(temperature, p, k, LIMIT);
        List<SamplingRequest> requests = requests(3);
        try (VectorNetwork vectors = network.vectors(torch, lanes)) {
            Inference inference = new VectorInference(vectors);
            List<Completion> together = sample(inference, requests, settings);
            for (int i = 0; i < requests.size(); i++) {
                Completion one =
                        sample(alone, requests.subList(i, i + 1), settings).get(0);
                assertThat(together.get(i).tokens()).containsExactly(one.tokens());
                assertThat(together.get(i).logProbs()).containsExactly(one.logProbs());
                assertThat(together.get(i).stopped()).isEqualTo(one.stopped());
            }
        }
    }

    /** More rows decode at a time than one pass takes. */
    @Test
    void anAnswerIsTheSameInABatchOfManyPasses() {
        SamplingSettings settings = new SamplingSettings(1, 1, 0, 3);
        List<SamplingRequest> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.addAll(requests(i));
        }
        assertThat(requests).hasSizeGreaterThan(Forward.ROWS);
        List<Completion> together = sample(alone, requests, settings);
        for (int i = 0; i < requests.size(); i += 7) {
            Completion one = sample(alone, requests.subList(i, i + 1), settings).get(0);
            assertThat(together.get(i).tokens()).containsExactly(one.tokens());
            assertThat(together.get(i).logProbs()).containsExactly(one.logProbs());
        }
    }

    /** Read apart, and behind one prompt that all its answers share. */
    @ParameterizedTest(name = "temperature {0}")
    @ValueSource(doubles = {1, 0.6, 0})
    void logProbsOfAnAnswerAreThoseRecordedWhenItWasSampled(double temperature) {
        List<SamplingRequest> requests = requests(3);
        List<Completion> sampled = sample(alone, requests, new SamplingSettings(temperature, 1, 0, LIMIT));
        List<int[]> answers = sampled.stream().map(Completion::tokens).toList();
        double divisor = temperature > 0 ? temperature : 1;
        try (VectorNetwork vectors = network.vectors(torch, 2)) {
            Inference inference = new VectorInference(vectors);
            float[][] apart = logProbs(inference, requests, answers, apart(), divisor);
            float[][] shared = logProbs(inference, requests, answers, shared(), divisor);
            for (int i = 0; i < requests.size(); i++) {
                float[] recorded = sampled.get(i).logProbs();
                assertThat(apart[i]).containsExactly(recorded);
                assertThat(shared[i]).containsExactly(recorded);
            }
        }
    }

    private static List<int[]> apart() {
        return IntStream.range(0, 40).mapToObj(i -> new int[] {i}).toList();
    }

    private static List<int[]> shared() {
        return IntStream.range(0, 10)
                .mapToObj(i -> new int[] {4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3})
                .toList();
    }

    private static float[][] logProbs(
            Inference inference,
            List<SamplingRequest> requests,
            List<int[]> answers,
            List<int[]> groups,
            double temperature) {
        List<int[]> prompts = requests.stream().map(SamplingRequest::prompt).toList();
        AnswerLayout layout = AnswerLayout.of(prompts, answers, groups);
        float[] all = inference.logProbs(layout.sequences(), layout.predicted(), temperature);
        float[][] each = new float[answers.size()][];
        int begin = 0;
        for (int i : layout.order()) {
            each[i] = Arrays.copyOfRange(all, begin, begin + answers.get(i).length);
            begin += answers.get(i).length;
        }
        return each;
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void logProbsAreTheSameAloneAndInAnyBatch(int threads) {
        Random random = new Random(4);
        List<SamplingRequest> requests = requests(3);
        List<int[]> answers = requests.stream()
                .map(request -> network.tokens(random, 1 + random.nextInt(20)))
                .toList();
        try (VectorNetwork vectors = network.vectors(torch, threads)) {
            Inference inference = new VectorInference(vectors);
            float[][] apart = logProbs(inference, requests, answers, apart(), 0.9);
            float[][] shared = logProbs(inference, requests, answers, shared(), 0.9);
            for (int i = 0; i < requests.size(); i++) {
                float[] one = logProbs(
                        alone, requests.subList(i, i + 1), answers.subList(i, i + 1), List.of(new int[] {0}), 0.9)[0];
                assertThat(apart[i]).containsExactly(one);
                assertThat(shared[i]).containsExactly(one);
            }
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void givenTokensGetTheSameScoresAloneAndInAnyBatch(int threads) {
        Random random = new Random(5);
        List<SharedPrompt> sequences = new ArrayList<>();
        List<TargetTokens> predicted = new ArrayList<>();
        for (SamplingRequest request : requests(3)) {
            int[] answer = network.tokens(random, 12);
            predicted.add(TargetTokens.inOrder(sequences.size(), request.prompt().length - 1, answer));
            sequences.add(SharedPrompt.alone(TokenSequences.join(request.prompt(), answer)));
        }
        try (VectorNetwork vectors = network.vectors(torch, threads);
                KeyValueCache cache = new VectorInference(vectors).newCache()) {
            Inference inference = new VectorInference(vectors);
            Inference.TokenScores together = inference.score(sequences, List.of(), cache, predicted);
            for (int i = 0; i < sequences.size(); i++) {
                TargetTokens same = new TargetTokens(
                        0, predicted.get(i).rows(), predicted.get(i).targets());
                Inference.TokenScores one = alone.score(sequences.subList(i, i + 1), List.of(), cache, List.of(same));
                assertThat(Arrays.copyOfRange(together.probabilities(), 12 * i, 12 * i + 12))
                        .containsExactly(one.probabilities());
                assertThat(Arrays.copyOfRange(together.best(), 12 * i, 12 * i + 12))
                        .containsExactly(one.best());
            }
        }
    }

    @Test
    void logitsDoNotDependOnLaterTokens() {
        int[] tokens = network.tokens(new Random(6), 60);
        float[] all = alone.logits(tokens);
        for (int count = 1; count < tokens.length; count++) {
            assertThat(alone.logits(Arrays.copyOf(tokens, count)))
                    .isEqualTo(Arrays.copyOf(all, count * network.config().vocabulary()));
        }
    }
}
