package dev.errata.evaluator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two policies with one answer to each of 5,000 questions; 60 % of the first one's are right. Versions of one policy
 * differ on few questions: the share of these is the discordance. The numbers of true and false alarms are those that
 * {@code docs/evaluation.md} reports.
 */
class PlantedDifferenceTest {

    private static final int QUESTIONS = 5_000;
    private static final int TRIALS = 1_000;
    private static final double ACCURACY = 0.6;

    /** A difference of 0.02 is 5.8 standard errors at a discordance of 0.06, and 3.2 at one of 0.2. */
    @ParameterizedTest(name = "discordance {0}: found in at least {1} of trials")
    @CsvSource({"0.04, 0.999", "0.06, 0.999", "0.08, 0.999", "0.20, 0.85"})
    void aDifferenceOfTwoPointsIsFound(double discordance, double power) {
        double found = alarms(discordance, 0.02);

        assertThat(found).isGreaterThanOrEqualTo(power);
    }

    /** 5 % of 1,000 trials with equal policies give false alarms, with a standard deviation of 0.7 %. */
    @ParameterizedTest(name = "discordance {0}")
    @CsvSource({"0.005", "0.04", "0.06", "0.08", "0.20"})
    void equalPoliciesGiveNoMoreFalseAlarmsThanTheLevelAllows(double discordance) {
        double found = alarms(discordance, 0);

        assertThat(found).isBetween(0.02, 0.07);
    }

    @Test
    void aPolicyDoesNotDifferFromItself() {
        AnswerSet answers = answers("one", 1, 0, 0)[0];

        Comparison comparison = Comparison.of(answers, answers);

        assertThat(comparison.difference().pValue()).isEqualTo(1);
        assertThat(comparison.flips()).isEmpty();
    }

    @Test
    void theIntervalCoversThePlantedDifference() {
        long covered = IntStream.range(0, TRIALS)
                .mapToObj(seed -> pair(seed, 0.06, 0.02).interval())
                .filter(ends -> ends[0] <= 0.02 && 0.02 <= ends[1])
                .count();

        assertThat(covered / (double) TRIALS).isBetween(0.93, 0.97);
    }

    @Test
    void aPlantedDifferenceIsFoundInSetsOfAnswers() {
        AnswerSet[] sides = answers("two", 5, 0.06, 0.02);

        Comparison comparison = Comparison.of(sides[0], sides[1]);

        assertThat(comparison.pairs().questions()).isEqualTo(QUESTIONS);
        assertThat(comparison.difference().significant()).isTrue();
        assertThat(comparison.difference().low()).isPositive();
        assertThat(comparison.flips()).hasSize((int) (comparison.rose() + comparison.fell()));
    }

    private static double alarms(double discordance, double difference) {
        return IntStream.range(0, TRIALS)
                        .filter(seed -> pair(seed, discordance, difference).midP() < 0.05)
                        .count()
                / (double) TRIALS;
    }

    private static McNemar pair(int seed, double discordance, double difference) {
        SplittableRandom random = new SplittableRandom(seed);
        int onlySecond = 0;
        int onlyFirst = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            double drawn = random.nextDouble();
            onlySecond += drawn < (discordance + difference) / 2 ? 1 : 0;
            onlyFirst += drawn >= 1 - (discordance - difference) / 2 ? 1 : 0;
        }
        return new McNemar(onlySecond, onlyFirst, QUESTIONS);
    }

    private static AnswerSet[] answers(String name, int seed, double discordance, double difference) {
        SplittableRandom random = new SplittableRandom(seed);
        AnswerSet first = new AnswerSet(name);
        AnswerSet second = new AnswerSet(name);
        for (int i = 0; i < QUESTIONS; i++) {
            double drawn = random.nextDouble();
            boolean onlySecond = drawn < (discordance + difference) / 2;
            boolean onlyFirst = drawn >= 1 - (discordance - difference) / 2;
            boolean both = !onlySecond && !onlyFirst && random.nextDouble() < ACCURACY;
            first.add("q" + i, "", new AnswerOutcome(0, both || onlyFirst, ""));
            second.add("q" + i, "", new AnswerOutcome(0, both || onlySecond, ""));
        }
        return new AnswerSet[] {first, second};
    }
}
