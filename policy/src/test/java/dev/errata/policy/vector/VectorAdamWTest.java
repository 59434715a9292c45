package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.vector.VectorAdamW.Step;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorAdamWTest {

    private static final int STEPS = 4;

    /** Nothing a multiple of a vector; an embedding that is several pieces of work. */
    private static final ModelConfig CONFIG =
            new ModelConfig("qwen2", 50, 2, 6, 3, 10, 37, 2003, 64, 10_000, 1e-6, false, true);

    /** A network, and an optimizer that follows gradients of random numbers. */
    private static final class Case implements AutoCloseable {

        final VectorNetwork network;
        final Backpropagation gradient;
        final VectorAdamW optimizer;

        Case(int threads) {
            network = new VectorNetwork(CONFIG, threads);
            network.assign(random(0));
            gradient = new Backpropagation(network, 4, false);
            optimizer = new VectorAdamW(network, gradient);
        }

        void steps(int count) {
            for (int step = 1; step <= count; step++) {
                gradient.sums().assign(random(step));
                optimizer.update(step(step));
            }
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /** Random tensors; a seed of their own each. */
    private static TensorSource random(int seed) {
        return (entry, sink) -> sink.accept(FloatBuffer.wrap(numbers(entry, seed)));
    }

    private static float[] numbers(Entry entry, int seed) {
        return Gaussians.of(new Random(1000L * seed + entry.name().hashCode()), Math.toIntExact(entry.size()));
    }

    /** Learning rate, betas and all else change from step to step. */
    private static Step step(int number) {
        double rate = 0.02 / number;
        return new Step(
                0.3f * number,
                0.9f,
                0.98f,
                (float) (1 - rate * 0.1),
                (float) (rate / (1 - Math.pow(0.9, number))),
                (float) Math.sqrt(1 - Math.pow(0.98, number)),
                1e-3f);
    }

    private static float[] read(TensorSource source, Entry entry) {
        FloatBuffer numbers = FloatBuffer.allocate(Math.toIntExact(entry.size()));
        source.read(entry, numbers::put);
        return numbers.array();
    }

    /**
     * g = scale dL/dw, m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w = w decay - rate m / (sqrt(v) / root +
     * epsilon).
     */
    private static double[] stepped(float start, float[] gradients) {
        double w = start;
        double m = 0;
        double v = 0;
        for (int number = 1; number <= STEPS; number++) {
            Step step = step(number);
            double g = (double) step.scale() * gradients[number - 1];
            m = 0.9 * m + 0.1 * g;
            v = 0.98 * v + 0.02 * g * g;
            w = w * step.decay() - step.rate() * m / (Math.sqrt(v) / step.root() + step.epsilon());
        }
        return new double[] {w, m, v};
    }

    @Test
    void weightsAndMomentsFollowTheFormula() {
        try (Case one = new Case(1)) {
            one.steps(STEPS);
            for (Entry entry : one.network.layout().entries()) {
                float[] w = read(one.network.tensors(), entry);
                float[] m = read(one.optimizer.first(), entry);
                float[] v = read(one.optimizer.second(), entry);
                float[][] all = new float[STEPS + 1][];
                for (int step = 0; step <= STEPS; step++) {
                    all[step] = numbers(entry, step);
                }
                double worst = 0;
                for (int i = 0; i < w.length; i++) {
                    double[] expected = stepped(all[0][i], new float[] {all[1][i], all[2][i], all[3][i], all[4][i]});
                    worst = Math.max(worst, error(w[i], expected[0]));
                    worst = Math.max(worst, error(m[i], expected[1]));
                    worst = Math.max(worst, error(v[i], expected[2]));
                }
                assertThat(worst).as(entry.name()).isLessThan(1e-6);
            }
        }
    }

    private static double error(float found, double expected) {
        return Math.abs(found - expected) / (1 + Math.abs(expected));
    }

    @Test
    void aStepInPlainJavaHasTheSameBits() {
        try (Case one = new Case(1)) {
            one.steps(STEPS);
            for (Entry entry : one.network.layout().entries()) {
                float[] w = numbers(entry, 0);
                float[] m = new float[w.length];
                float[] v = new float[w.length];
                for (int step = 1; step <= STEPS; step++) {
                    step(step).apply(w, numbers(entry, step), m, v);
                }
                assertThat(read(one.optimizer.first(), entry)).isEqualTo(m);
                assertThat(read(one.optimizer.second(), entry)).isEqualTo(v);
                assertThat(read(one.network.tensors(), entry)).isEqualTo(w);
            }
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 3})
    void theNumberOfThreadsDoesNotMatter(int threads) {
        try (Case alone = new Case(1);
                Case together = new Case(threads)) {
            alone.steps(STEPS);
            together.steps(STEPS);
            assertThat(together.optimizer.squaredNorm()).isEqualTo(alone.optimizer.squaredNorm());
            for (int i = 0; i < alone.network.weights().count(); i++) {
                assertThat(Arrays.mismatch(
                                together.network.weights().of(i),
                                alone.network.weights().of(i)))
                        .isEqualTo(-1);
            }
            for (Entry entry : alone.network.layout().entries()) {
                assertThat(read(together.optimizer.first(), entry)).isEqualTo(read(alone.optimizer.first(), entry));
                assertThat(read(together.optimizer.second(), entry)).isEqualTo(read(alone.optimizer.second(), entry));
            }
        }
    }

    @Test
    void theSquaredNormIsThatOfAllTensors() {
        try (Case one = new Case(1)) {
            one.gradient.sums().assign(random(1));
            double sum = 0;
            for (Entry entry : one.network.layout().entries()) {
                for (float number : numbers(entry, 1)) {
                    sum += (double) number * number;
                }
            }
            assertThat(one.optimizer.squaredNorm()).isCloseTo(sum, within(1e-6 * sum));
        }
    }

    @Test
    void aWeightWithoutGradientDecays() {
        try (Case one = new Case(1)) {
            one.optimizer.update(step(1));
            for (Entry entry : one.network.layout().entries()) {
                float[] expected = numbers(entry, 0);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] *= step(1).decay();
                }
                assertThat(read(one.network.tensors(), entry)).isEqualTo(expected);
            }
        }
    }

    @Test
    void paddingStaysZero() {
        try (Case one = new Case(1)) {
            one.steps(STEPS);
            WeightArrays weights = one.network.weights();
            for (int i = 0; i < weights.count(); i++) {
                for (int row = 0; row < weights.rows(i); row++) {
                    int at = row * weights.stride(i);
                    assertThat(Arrays.copyOfRange(weights.of(i), at + weights.columns(i), at + weights.stride(i)))
                            .isEqualTo(new float[weights.stride(i) - weights.columns(i)]);
                }
            }
        }
    }

    @Test
    void momentsCanBeReadAndSetAgain() {
        try (Case one = new Case(1);
                Case other = new Case(1)) {
            one.steps(STEPS);
            other.network.assign(one.network.tensors());
            other.optimizer.assign(one.optimizer.first(), one.optimizer.second());
            one.optimizer.update(step(5));
            other.gradient.sums().assign(random(STEPS));
            other.optimizer.update(step(5));
            for (Entry entry : one.network.layout().entries()) {
                assertThat(read(other.network.tensors(), entry)).isEqualTo(read(one.network.tensors(), entry));
            }
        }
    }

    /** Readers of the weights must not continue with their packed copies. */
    @Test
    void theNetworkReadsTheNewWeightsAtTheNextCall() {
        try (Case one = new Case(1);
                VectorNetwork same = new VectorNetwork(CONFIG, 1)) {
            VectorInference inference = new VectorInference(one.network);
            VectorInference expected = new VectorInference(same);
            int[] tokens = {3, 4, 5};
            inference.logits(tokens);
            one.steps(1);
            same.assign(one.network.tensors());
            assertThat(inference.logits(tokens)).isEqualTo(expected.logits(tokens));
        }
    }
}
