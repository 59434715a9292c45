package dev.errata.learner.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneralizedAdvantageTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /**
     * By hand, gamma 0.5 and lambda 0.5: delta = (0 + 0.5 x 2 - 1, 0 + 0.5 x 4 - 2, 1 - 4) = (0, 0, -3), and
     * A = (0 + 0.25 x -0.75, 0 + 0.25 x -3, -3).
     */
    @Test
    void threeTokensGiveTheNumbersWorkedOutByHand() {
        assertThat(new GeneralizedAdvantage(0.5, 0.5).of(new float[] {0, 0, 1}, new float[] {1, 2, 4}))
                .containsExactly(new float[] {-0.1875f, -0.75f, -3}, within(1e-6f));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withLambdaOneTheAdvantageIsReturnMinusValue(long seed) {
        Random random = new Random(seed);
        float[] rewards = numbers(random);
        float[] values = numbers(random, rewards.length);
        double gamma = 0.5 + random.nextDouble() / 2;
        float[] advantages = new GeneralizedAdvantage(gamma, 1).of(rewards, values);
        for (int t = 0; t < rewards.length; t++) {
            double discounted = 0;
            for (int k = t; k < rewards.length; k++) {
                discounted += Math.pow(gamma, k - t) * rewards[k];
            }
            assertThat((double) advantages[t]).isCloseTo(discounted - values[t], within(1e-5));
        }
    }

    /** The definition as a sum, arXiv:1506.02438, eq. 16: A_t = sum_l (gamma lambda)^l delta_t+l. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theRecursionIsTheSumOfTheDefinition(long seed) {
        Random random = new Random(seed);
        float[] rewards = numbers(random);
        float[] values = numbers(random, rewards.length);
        double gamma = random.nextDouble();
        double lambda = random.nextDouble();
        float[] advantages = new GeneralizedAdvantage(gamma, lambda).of(rewards, values);
        for (int t = 0; t < rewards.length; t++) {
            double sum = 0;
            for (int k = t; k < rewards.length; k++) {
                double next = k + 1 < rewards.length ? values[k + 1] : 0;
                sum += Math.pow(gamma * lambda, k - t) * (rewards[k] + gamma * next - values[k]);
            }
            assertThat((double) advantages[t]).isCloseTo(sum, within(1e-5));
        }
    }

    private static float[] numbers(Random random) {
        return numbers(random, 1 + random.nextInt(12));
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
