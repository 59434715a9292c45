package dev.errata.rewards.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.JudgedAnswer;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.sources.Sources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerCountsTest {

    private static final int GROUP = 4;

    @Test
    void answersOfOneAskAreCountedTogetherWithTheirOldestVersion() {
        QuestionAccuracy counted = count(answer(0, 7, true), answer(0, 5, false), answer(0, 6, true));

        assertThat(counted.getAnswers()).isEqualTo(3);
        assertThat(counted.getRight()).isEqualTo(2);
        assertThat(counted.getRecent()).containsExactly(new AskAccuracy(0L, 5L, 3, 2, GROUP));
    }

    @Test
    void aLateAnswerIsAddedToItsAsk() {
        QuestionAccuracy counted = count(answer(0, 1, true), answer(1, 2, true), answer(0, 1, false));

        assertThat(counted.getRecent())
                .containsExactly(new AskAccuracy(0L, 1L, 2, 1, GROUP), new AskAccuracy(1L, 2L, 1, 1, GROUP));
    }

    @Test
    void anAskWhoseFirstAnswerComesLateIsPlacedInOrder() {
        QuestionAccuracy counted = count(answer(0, 1, true), answer(2, 3, true), answer(1, 2, false));

        assertThat(counted.getRecent()).extracting(AskAccuracy::getAsk).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theLastSixteenAsksAreKeptAndTheTotalsCountAll() {
        QuestionAccuracy counted = count(IntStream.range(0, 40)
                .mapToObj(ask -> answer(ask, ask, ask % 2 == 0))
                .toArray(JudgedAnswer[]::new));

        assertThat(counted.getRecent())
                .extracting(AskAccuracy::getAsk)
                .containsExactlyElementsOf(
                        IntStream.range(24, 40).mapToObj(Long::valueOf).toList());
        assertThat(counted.getAnswers()).isEqualTo(40);
        assertThat(counted.getRight()).isEqualTo(20);
    }

    @Test
    void anAnswerToAnAskOlderThanAllThatAreKeptCountsInTheTotalsAlone() {
        QuestionAccuracy before = count(
                IntStream.range(10, 26).mapToObj(ask -> answer(ask, 9, true)).toArray(JudgedAnswer[]::new));
        QuestionAccuracy after = AnswerCounts.add(before, answer(3, 1, true));

        assertThat(after.getRecent()).isEqualTo(before.getRecent());
        assertThat(after.getAnswers()).isEqualTo(17);
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(Long::valueOf);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theCountsDoNotDependOnTheOrderOfTheAnswers(long seed) {
        Random random = new Random(seed);
        List<JudgedAnswer> answers = new ArrayList<>();
        for (int ask = 0; ask < Sources.RECENT_ASKS; ask++) {
            for (int sample = random.nextInt(GROUP + 1); sample < GROUP; sample++) {
                answers.add(answer(ask, random.nextInt(9), random.nextBoolean()));
            }
        }
        QuestionAccuracy inOrder = count(answers.toArray(JudgedAnswer[]::new));
        Collections.shuffle(answers, random);

        assertThat(count(answers.toArray(JudgedAnswer[]::new))).isEqualTo(inOrder);
    }

    private static QuestionAccuracy count(JudgedAnswer... answers) {
        QuestionAccuracy accuracy = AnswerCounts.none("mine", "q");
        for (JudgedAnswer answer : answers) {
            accuracy = AnswerCounts.add(accuracy, answer);
        }
        return accuracy;
    }

    private static JudgedAnswer answer(long ask, long version, boolean correct) {
        return new JudgedAnswer("mine", "q", ask, GROUP, version, correct);
    }
}
