package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.weights.TensorSource;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gradient has the same bits in every way of computing it: no comparison here has a tolerance. */
@ParameterizedClass
@EnumSource
class BackpropagationTest {

    private final TinyNetwork network;
    private final Backend torch;
    private final VectorNetwork vectors;

    /** Answers behind prompts that they share, and each behind its own. */
    private final AnswerLayout large;

    private final AnswerLayout small;

    BackpropagationTest(TinyNetwork network) {
        this.network = network;
        torch = network.torch(11);
        vectors = network.vectors(torch, 1);
        large = network.config().maxPositions() < 200 ? layout(1, 1, 7, 16, 33, 40) : layout(1, 1, 16, 65, 130, 150);
        small = layout(2, 2, 17);
    }

    @AfterEach
    void close() {
        vectors.close();
        torch.close();
    }

    private AnswerLayout layout(long seed, int... promptLengths) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        List<int[]> groups = new ArrayList<>();
        for (int length : promptLengths) {
            int[] prompt = network.tokens(random, length);
            int first = prompts.size();
            for (int i = 0; i < 5; i++) {
                prompts.add(prompt);
                answers.add(network.tokens(random, 1 + random.nextInt(20)));
            }
            groups.add(IntStream.range(first, first + 3).toArray());
            groups.add(new int[] {first + 3});
            groups.add(new int[] {first + 4});
        }
        return AnswerLayout.of(prompts, answers, groups);
    }

    /** A fresh gradient, weight by weight; the loss gradients are random, as with many losses. */
    private float[][] learn(Backpropagation gradient, AnswerLayout... parts) {
        gradient.clear();
        Random random = new Random(3);
        for (AnswerLayout part : parts) {
            gradient.forward(part);
            gradient.backward(new LossGradient(
                    Gaussians.of(random, part.count()),
                    Gaussians.of(random, part.count() * network.config().hidden())));
        }
        float[][] sums = new float[gradient.sums().count()][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arrays.copyOf(gradient.sums().of(i), gradient.sums().size(i));
        }
        return sums;
    }

    private Backpropagation fresh() {
        return new Backpropagation(vectors, 1000, false);
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void theLogProbsThatAreLearnedFromAreThoseOfSampling(int threads) {
        try (VectorNetwork learning = network.vectors(torch, threads)) {
            Inference sampling = new VectorInference(vectors);
            Backpropagation gradient = new Backpropagation(learning, 12, true);
            for (AnswerLayout part : List.of(small, large, small)) {
                assertThat(gradient.forward(part))
                        .containsExactly(sampling.logProbs(part.sequences(), part.predicted(), 1));
            }
        }
    }

    @Test
    void everyWeightHasAGradient() {
        for (float[] gradients : learn(fresh(), large)) {
            double size = 0;
            for (float gradient : gradients) {
                size += Math.abs(gradient);
            }
            assertThat(size).isFinite().isPositive();
        }
    }

    @ParameterizedTest(name = "{0} threads, {1} rows of logits, recompute {2}")
    @CsvSource({
        "1, 4,    false",
        "1, 4,    true",
        "1, 1000, true",
        "2, 1000, false",
        "2, 5,    true",
        "3, 1000, false",
        "3, 1000, true",
        "3, 4,    true"
    })
    void theGradientIsTheSameForEveryWayOfComputingIt(int threads, int logitRows, boolean recompute) {
        float[][] expected = learn(fresh(), large, small);
        try (VectorNetwork other = network.vectors(torch, threads)) {
            Backpropagation gradient = new Backpropagation(other, logitRows, recompute);
            assertThat(learn(gradient, large, small)).isDeepEqualTo(expected);
        }
    }

    /** Padding stays zero, or the norm of the gradient would count it. */
    @Test
    void noGradientIsAddedBehindTheLastColumn() {
        Backpropagation gradient = fresh();
        learn(gradient, large, small);
        WeightArrays sums = gradient.sums();
        for (int i = 0; i < sums.count(); i++) {
            for (int row = 0; row < sums.rows(i); row++) {
                int at = row * sums.stride(i);
                assertThat(Arrays.copyOfRange(sums.of(i), at + sums.columns(i), at + sums.stride(i)))
                        .isEqualTo(new float[sums.stride(i) - sums.columns(i)]);
            }
        }
    }

    @ParameterizedTest(name = "recompute {0}")
    @ValueSource(booleans = {false, true})
    void aSmallMicroBatchDoesNotDependOnALargeOneBefore(boolean recompute) {
        Backpropagation used = new Backpropagation(vectors, 12, recompute);
        learn(used, large);
        assertThat(learn(used, small)).isDeepEqualTo(learn(fresh(), small));
        assertThat(learn(used, large)).isDeepEqualTo(learn(fresh(), large));
    }

    /** Places of a NaN: in each tensor once, and in the gradient of the loss. */
    @ParameterizedTest(name = "recompute {0}")
    @ValueSource(booleans = {false, true})
    void aDivergedMicroBatchLeavesNothingBehind(boolean recompute) {
        float[][] expectedSmall = learn(fresh(), small);
        float[][] expectedLarge = learn(fresh(), large);
        Backpropagation used = new Backpropagation(vectors, 12, recompute);
        for (Entry spoiled : vectors.layout().entries()) {
            vectors.assign(spoiling(spoiled));
            assertThat(Arrays.deepEquals(learn(used, large), expectedLarge))
                    .as(spoiled.name())
                    .isFalse();
            vectors.assign(torch.network().tensors());
            assertThat(learn(used, small)).as(spoiled.name()).isDeepEqualTo(expectedSmall);
        }
        used.forward(large);
        float[] none = new float[large.count()];
        Arrays.fill(none, Float.NaN);
        used.backward(new LossGradient(none, null));
        assertThat(learn(used, small)).isDeepEqualTo(expectedSmall);
        assertThat(learn(used, large)).isDeepEqualTo(expectedLarge);
    }

    /** The network's tensors, one of which has a NaN. */
    private TensorSource spoiling(Entry spoiled) {
        return (entry, sink) -> torch.network().tensors().read(entry, chunk -> {
            FloatBuffer numbers = FloatBuffer.allocate(chunk.remaining()).put(chunk);
            if (entry.name().equals(spoiled.name())) {
                Arrays.fill(numbers.array(), Float.NaN);
            }
            sink.accept(numbers.flip());
        });
    }
}
