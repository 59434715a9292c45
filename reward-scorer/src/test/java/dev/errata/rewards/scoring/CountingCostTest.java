package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.schemas.Rollout;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What it costs to count the answers to each question: processor time of the topology, without a broker. */
class CountingCostTest {

    private static final int ROLLOUTS = 1_000;
    private static final int QUESTIONS = 50;
    private static final int ROUNDS = 3;
    private static final double MOST_MICROSECONDS = 2_000;

    private final HandTurnedClock clock = new HandTurnedClock();

    @Test
    void countingAnAnswerTakesASmallPartOfAMillisecond() {
        double without = Double.MAX_VALUE;
        double with = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            without = Math.min(without, microseconds(false));
            with = Math.min(with, microseconds(true));
        }
        System.out.printf("Microseconds for each rollout: %.0f, with counting %.0f%n", without, with);

        assertThat(with - without).isLessThan(MOST_MICROSECONDS);
    }

    private double microseconds(boolean countsAnswers) {
        JoinSettings joining =
                new JoinSettings(GroupRule.none(), ScoringDriver.TIMEOUT, new RecordLimit(1 << 20), countsAnswers);
        try (ScoringDriver scorer = new ScoringDriver(Fixtures.rules(clock), joining, clock)) {
            long start = processorNanos();
            for (int number = 0; number < ROLLOUTS; number++) {
                Rollout answer = answer(number);
                scorer.write(answer);
                scorer.write(tokenRewards(answer, 0.8f).build());
            }
            return (processorNanos() - start) / 1e3 / ROLLOUTS;
        }
    }

    private static Rollout answer(int number) {
        int asked = number / 4;
        int question = asked % QUESTIONS;
        int ask = asked / QUESTIONS;
        return rollout("questions.arithmetic/0/" + question + "@" + ask + "#" + number % 4, RIGHT)
                .setQuestion(question().setId("q" + question).setAsk(ask).build())
                .setSampleIndex(number % 4)
                .setGroupSize(4)
                .build();
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
