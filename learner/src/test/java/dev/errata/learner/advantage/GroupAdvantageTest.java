package dev.errata.learner.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupAdvantageTest {

    private static final GroupAdvantage DIVIDED = new GroupAdvantage(true);
    private static final GroupAdvantage PLAIN = new GroupAdvantage(false);

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** By hand: mean -0.5, squares 2.25 + 3 x 0.25 = 3, std = sqrt(3 / 3) = 1. */
    @Test
    void oneRightAnswerOfFourGivesTheNumbersWorkedOutByHand() {
        assertThat(DIVIDED.of(new double[] {1, -1, -1, -1}))
                .containsExactly(new double[] {1.5, -.5, -.5, -.5}, within(1e-12));
        assertThat(PLAIN.of(new double[] {1, -1, -1, -1}))
                .containsExactly(new double[] {1.5, -.5, -.5, -.5}, within(1e-12));
    }

    /** python3 -c "import statistics as s; r=[1,1,-1]; print([(x-s.mean(r))/s.stdev(r) for x in r])" */
    @Test
    void twoRightAnswersOfThreeAgreeWithPython() {
        assertThat(DIVIDED.of(new double[] {1, 1, -1}))
                .containsExactly(
                        new double[] {0.5773502691896258, 0.5773502691896258, -1.1547005383792515}, within(1e-12));
        assertThat(PLAIN.of(new double[] {1, 1, -1}))
                .containsExactly(new double[] {2 / 3.0, 2 / 3.0, -4 / 3.0}, within(1e-12));
    }

    @Test
    void aGroupWithoutContrastHasNoAdvantage() {
        for (GroupAdvantage advantage : new GroupAdvantage[] {DIVIDED, PLAIN}) {
            assertThat(advantage.of(new double[] {0.1, 0.1, 0.1})).containsOnly(0);
            assertThat(advantage.of(new double[] {-1})).containsOnly(0);
            assertThat(advantage.of(new double[0])).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void advantagesAddUpToZeroAndDoNotChangeWhenAllRewardsAreShifted(long seed) {
        Random random = new Random(seed);
        double[] rewards = random.doubles(2 + random.nextInt(8), -1, 1).toArray();
        double[] shifted = Arrays.stream(rewards).map(reward -> reward + 3).toArray();
        double[] advantages = DIVIDED.of(rewards);
        assertThat(Arrays.stream(advantages).sum()).isCloseTo(0, within(1e-9));
        assertThat(DIVIDED.of(shifted)).containsExactly(advantages, within(1e-9));
        double squares = Arrays.stream(advantages).map(a -> a * a).sum();
        assertThat(squares / (rewards.length - 1)).isCloseTo(1, within(1e-9));
    }
}
