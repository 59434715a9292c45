package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class SamplingTest {

    private static final int LIMIT = 20;

    private final BackendChoice backend;

    /** The vector backend gives the same bits in any batch; PyTorch's order of sums depends on the batch. */
    private final float tolerance;

    private Policy policy;

    SamplingTest(BackendChoice backend) {
        this.backend = backend;
        tolerance = backend == BackendChoice.VECTOR ? 0 : 1e-5f;
    }

    @BeforeEach
    void create(@TempDir Path folder) throws IOException {
        policy = TinyPolicy.create(folder, "qwen2", 2, backend);
    }

    @AfterEach
    void close() {
        policy.close();
    }

    private static List<SamplingRequest> requests(int count) {
        Random random = new Random(3);
        List<SamplingRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new SamplingRequest(TinyPolicy.tokens(random, 1 + random.nextInt(9)), 1000 + i));
        }
        return requests;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "0.7, 0.9, 0", "1.3, 1, 4", "0, 1, 0"})
    void aSeedGivesTheSameAnswerAloneAndInAnyBatch(double temperature, double topP, int topK) {
        SamplingSettings settings = new SamplingSettings(temperature, topP, topK, LIMIT);
        List<SamplingRequest> requests = requests(40);
        List<Completion> together = policy.sample(requests, settings);
        assertThat(together.stream().filter(Completion::stopped).count()).isBetween(8L, 39L);
        for (int i = 0; i < requests.size(); i++) {
            Completion alone = policy.sample(List.of(requests.get(i)), settings).get(0);
            assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
            assertThat(together.get(i).logProbs()).containsExactly(alone.logProbs(), within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "0.6", "0"})
    void samplerLogProbsAreThoseOfTeacherForcing(double temperature) {
        List<SamplingRequest> requests = requests(50);
        List<Completion> sampled = policy.sample(requests, new SamplingSettings(temperature, 1, 0, LIMIT));
        List<float[]> forced = policy.logProbs(
                requests.stream().map(SamplingRequest::prompt).toList(),
                sampled.stream().map(Completion::tokens).toList(),
                temperature > 0 ? temperature : 1);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(sampled.get(i).logProbs()).containsExactly(forced.get(i), within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0.6, 0", "1, 1, 3", "1.2, 0.8, 5"})
    void restrictedLogProbsAreThoseOfTheRenormalizedNucleus(double temperature, double topP, int topK) {
        List<SamplingRequest> requests = requests(20);
        List<Completion> sampled = policy.sample(requests, new SamplingSettings(temperature, topP, topK, LIMIT));
        for (int i = 0; i < requests.size(); i++) {
            int[] prompt = requests.get(i).prompt();
            Completion completion = sampled.get(i);
            int[] all = concat(prompt, completion.tokens());
            float[] logits = policy.logits(all);
            for (int t = 0; t < completion.tokens().length; t++) {
                int row = (prompt.length + t - 1) * TinyPolicy.VOCABULARY;
                double[] probabilities = restricted(
                        Arrays.copyOfRange(logits, row, row + TinyPolicy.VOCABULARY), temperature, topP, topK);
                double expected = Math.log(probabilities[completion.tokens()[t]]);
                assertThat((double) completion.logProbs()[t]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    /** The slow oracle: sort, keep, renormalise. */
    private static double[] restricted(float[] logits, double temperature, double topP, int topK) {
        double[] weights = new double[logits.length];
        for (int v = 0; v < logits.length; v++) {
            weights[v] = Math.exp(logits[v] / temperature);
        }
        List<Integer> order = IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .toList();
        int kept = topK > 0 ? Math.min(topK, logits.length) : logits.length;
        double all =
                order.subList(0, kept).stream().mapToDouble(v -> weights[v]).sum();
        double mass = 0;
        double[] probabilities = new double[logits.length];
        double total = 0;
        for (int v : order.subList(0, kept)) {
            if (mass >= topP * all) {
                break;
            }
            probabilities[v] = weights[v];
            total += weights[v];
            mass += weights[v];
        }
        for (int v = 0; v < probabilities.length; v++) {
            probabilities[v] /= total;
        }
        return probabilities;
    }

    @Test
    void tokensAreDrawnAsOftenAsTheirProbabilitySays() {
        int[] prompt = {4, 7, 9};
        List<SamplingRequest> requests = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            requests.add(new SamplingRequest(prompt, i));
        }
        double[] counts = new double[TinyPolicy.VOCABULARY];
        for (Completion completion : policy.sample(requests, new SamplingSettings(1, 1, 0, 1))) {
            counts[completion.tokens()[0]] += 1.0 / requests.size();
        }
        float[] logits = policy.logits(prompt);
        double[] probabilities =
                restricted(Arrays.copyOfRange(logits, 2 * TinyPolicy.VOCABULARY, logits.length), 1, 1, 0);
        // Four standard deviations of a share of 4000 draws are at most 0.032.
        assertThat(counts).containsExactly(probabilities, within(0.032));
    }

    @Test
    void greedyIsTheArgmaxUpToTheFirstStopToken() {
        List<SamplingRequest> requests = requests(30);
        List<Completion> completions = policy.sample(requests, SamplingSettings.greedy(LIMIT));
        for (int i = 0; i < requests.size(); i++) {
            int[] expected = GreedyOracle.continuation(policy, requests.get(i).prompt(), LIMIT);
            assertThat(completions.get(i).tokens()).isEqualTo(expected);
            assertThat(completions.get(i).stopped()).isEqualTo(expected[expected.length - 1] == TinyPolicy.EOS);
        }
    }

    @Test
    void anAnswerEndsWhereThePositionsEnd() {
        int[] prompt = TinyPolicy.tokens(new Random(1), policy.maxPositions() - 3);
        Completion completion = policy.sample(
                        List.of(new SamplingRequest(prompt, 5)), new SamplingSettings(1, 1, 0, LIMIT))
                .get(0);
        assertThat(completion.tokens()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void anEmptyListOfRequestsGetsNoCompletions() {
        assertThat(policy.sample(List.of(), SamplingSettings.greedy(4))).isEmpty();
        assertThat(policy.logProbs(List.of(), List.of(), 1)).isEmpty();
        assertThat(policy.review(List.of(), 4)).isEmpty();
    }

    @Test
    void inputsThatThePolicyCannotReadAreRefused() {
        SamplingSettings settings = SamplingSettings.greedy(4);
        assertThatThrownBy(() -> policy.sample(List.of(new SamplingRequest(new int[0], 0)), settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> policy.sample(List.of(new SamplingRequest(new int[] {99}, 0)), settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
        assertThatThrownBy(() -> policy.sample(List.of(new SamplingRequest(new int[64], 0)), settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positions");
    }

    private static int[] concat(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }
}
