package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.sampling.SamplingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

    /** Masses are fp32 and summed in fp32 by blocks; a log-prob of -40 has steps of 4e-6. */
    private static final double TOLERANCE = 1e-6;

    private static final float LOG_TOLERANCE = 5e-6f;

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    static Stream<Arguments> vocabularies() {
        return Stream.of(5, 64, 65, 1000)
                .flatMap(count -> IntStream.range(0, 5).mapToObj(seed -> Arguments.of(count, seed)));
    }

    /** Vocabulary, seed, temperature, top p and top k. */
    static Stream<Arguments> restrictions() {
        List<Arguments> all = new ArrayList<>();
        for (int count : new int[] {5, 64, 65, 1000}) {
            for (int seed = 0; seed < 4; seed++) {
                for (double p : new double[] {1, 0.95, 0.5, 1e-9}) {
                    for (int k : new int[] {0, 1, 3, 40, 999}) {
                        all.add(Arguments.of(count, seed, seed % 2 == 0 ? 1 : 0.7, p, k));
                    }
                }
            }
        }
        return all.stream();
    }

    /** Logits in steps of a quarter, so that many are equal where there are many. */
    private static float[] logits(int count, long seed) {
        Random random = new Random(seed);
        float[] logits = new float[count];
        for (int v = 0; v < count; v++) {
            logits[v] = Math.round(12 * random.nextGaussian()) / 4f;
        }
        return logits;
    }

    private static Softmax softmax(float[] logits, double temperature) {
        Softmax softmax = new Softmax(logits.length);
        softmax.load(logits, 0, temperature);
        return softmax;
    }

    private static SamplingSettings settings(double temperature, double topP, int topK) {
        return new SamplingSettings(temperature, topP, topK, 1);
    }

    /**
     * The distribution written to be read: all sorted, the first k kept with those as probable as the last of them,
     * then the first whose mass reaches p, and what is left made to sum to one.
     */
    private static double[] probabilities(float[] logits, SamplingSettings settings) {
        int count = logits.length;
        List<Integer> order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(v -> -logits[v]))
                .toList();
        double[] masses = new double[count];
        int k = settings.topK() == 0 ? count : Math.min(count, settings.topK());
        for (int v = 0; v < count; v++) {
            boolean kept = logits[v] >= logits[order.get(k - 1)];
            masses[v] = kept ? Math.exp((logits[v] - logits[order.get(0)]) / settings.temperature()) : 0;
        }
        double total = Arrays.stream(masses).sum();
        double before = 0;
        for (int v : order) {
            double mass = masses[v];
            if (settings.topP() < 1 && before >= settings.topP() * total) {
                masses[v] = 0;
            }
            before += mass;
        }
        double left = Arrays.stream(masses).sum();
        return Arrays.stream(masses).map(mass -> mass / left).toArray();
    }

    private static void assertIs(Softmax softmax, double[] expected) {
        float[] logProbs = new float[expected.length];
        float[] logs = new float[expected.length];
        for (int v = 0; v < expected.length; v++) {
            logProbs[v] = softmax.logProb(v);
            logs[v] = (float) Math.log(expected[v]);
            assertThat(Math.abs(softmax.probability(v) - expected[v])).isLessThanOrEqualTo(3 * TOLERANCE * expected[v]);
        }
        assertThat(logProbs).containsExactly(logs, within(LOG_TOLERANCE));
    }

    @ParameterizedTest(name = "{0} tokens, seed {1}")
    @MethodSource("vocabularies")
    void logProbsAreThoseOfTheSoftmax(int count, long seed) {
        float[] logits = logits(count, seed);
        for (double temperature : new double[] {1, 0.6, 1.7}) {
            assertIs(softmax(logits, temperature), probabilities(logits, settings(temperature, 1, 0)));
        }
    }

    @Test
    void aRowAtAnyOffsetOfTheArrayGivesTheSameResult() {
        float[] logits = logits(65, 3);
        float[] rows = new float[200];
        Arrays.fill(rows, 99);
        System.arraycopy(logits, 0, rows, 70, 65);
        Softmax softmax = new Softmax(65);
        softmax.load(rows, 70, 0.7);
        for (int v = 0; v < 65; v++) {
            assertThat(softmax.logProb(v)).isEqualTo(softmax(logits, 0.7).logProb(v));
        }
        assertThat(rows[70]).as("the row itself").isEqualTo(logits[0]);
    }

    @ParameterizedTest(name = "{0} tokens, seed {1}")
    @MethodSource("vocabularies")
    void theArgmaxIsTheLowestOfEquallyProbableTokens(int count, long seed) {
        float[] logits = logits(count, seed);
        int expected = 0;
        for (int v = 1; v < count; v++) {
            expected = logits[v] > logits[expected] ? v : expected;
        }
        assertThat(softmax(logits, 1).argmax()).isEqualTo(expected);
        logits[count - 1] = logits[expected];
        assertThat(softmax(logits, 1).argmax()).isEqualTo(expected);
        logits[count - 1] = 50;
        assertThat(softmax(logits, 1).argmax()).isEqualTo(count - 1);
    }

    /** The cumulative distribution reaches the number at the token and not before it, up to fp32 rounding. */
    private static void assertPasses(double[] probabilities, double uniform, int token) {
        double before = 0;
        for (int v = 0; v < token; v++) {
            before += probabilities[v];
        }
        assertThat(uniform)
                .as("number of token %d, which has %s to %s", token, before, before + probabilities[token])
                .isBetween(before - TOLERANCE, before + probabilities[token] + TOLERANCE);
        assertThat(probabilities[token]).as("mass of token %d", token).isPositive();
    }

    /** Numbers everywhere, close to both ends, and around each step of the distribution. */
    private static double[] uniforms(double[] probabilities) {
        Random random = new Random(probabilities.length);
        List<Double> uniforms = new ArrayList<>(List.of(0.0, Double.MIN_VALUE, 1e-40, 1e-12, 0.5, ALMOST_ONE));
        double before = 0;
        for (int v = 0; v < Math.min(100, probabilities.length); v++) {
            before += probabilities[v];
            uniforms.add(random.nextDouble());
            uniforms.add(1 - 2e-9 * (v + 1));
            for (double around : new double[] {-1e-8, 0, 1e-8}) {
                uniforms.add(Math.max(0, Math.min(ALMOST_ONE, before + around)));
            }
        }
        return uniforms.stream().mapToDouble(u -> u).toArray();
    }

    @ParameterizedTest(name = "{0} tokens, seed {1}")
    @MethodSource("vocabularies")
    void theDrawnTokenIsWhereTheCumulativeDistributionPassesTheNumber(int count, long seed) {
        float[] logits = logits(count, seed);
        double[] probabilities = probabilities(logits, settings(0.9, 1, 0));
        Softmax softmax = softmax(logits, 0.9);
        for (double uniform : uniforms(probabilities)) {
            assertPasses(probabilities, uniform, softmax.sample(uniform));
        }
    }

    /** All masses are one, so every sum is exact. */
    @ParameterizedTest(name = "{0} tokens")
    @ValueSource(ints = {1, 5, 64, 65, 128, 1000})
    void equallyProbableTokensDivideTheUnitIntervalInOrder(int count) {
        Softmax softmax = softmax(new float[count], 1);
        for (int v = 0; v < count; v++) {
            assertThat(softmax.sample((v + 0.5) / count)).isEqualTo(v);
        }
        assertThat(softmax.sample(0)).isZero();
        assertThat(softmax.sample(ALMOST_ONE)).isEqualTo(count - 1);
    }

    @ParameterizedTest(name = "{0} tokens, seed {1}, temperature {2}, p {3}, k {4}")
    @MethodSource("restrictions")
    void onlyTheTopKAndOfThemTheNucleusRemain(int count, long seed, double temperature, double p, int k) {
        float[] logits = logits(count, seed);
        double[] expected = probabilities(logits, settings(temperature, p, k));
        Softmax softmax = softmax(logits, temperature);
        softmax.restrict(settings(temperature, p, k));
        assertIs(softmax, expected);
        assertThat(expected[softmax.argmax()]).isPositive();
    }

    @ParameterizedTest(name = "{0} tokens, seed {1}, temperature {2}, p {3}, k {4}")
    @MethodSource("restrictions")
    void excludedTokensAreNeverDrawn(int count, long seed, double temperature, double p, int k) {
        float[] logits = logits(count, seed);
        double[] probabilities = probabilities(logits, settings(temperature, p, k));
        Softmax softmax = softmax(logits, temperature);
        softmax.restrict(settings(temperature, p, k));
        for (double uniform : uniforms(probabilities)) {
            assertPasses(probabilities, uniform, softmax.sample(uniform));
        }
    }

    @ParameterizedTest(name = "{0} tokens, seed {1}")
    @MethodSource("vocabularies")
    void aRowDoesNotDependOnTheRowBefore(int count, long seed) {
        Softmax used = softmax(logits(count, seed + 100), 0.5);
        used.restrict(settings(0.5, 0.5, 3));
        used.load(logits(count, seed), 0, 1);
        Softmax fresh = softmax(logits(count, seed), 1);
        for (int v = 0; v < count; v++) {
            assertThat(used.logProb(v)).isEqualTo(fresh.logProb(v));
            assertThat(used.sample((v + 0.5) / count)).isEqualTo(fresh.sample((v + 0.5) / count));
        }
    }
}
