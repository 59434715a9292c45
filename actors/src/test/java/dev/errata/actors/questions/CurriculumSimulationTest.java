package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A made-up source of 1,000 questions over 40 passes: the policy always solves 30 % of them, never solves another 30 %,
 * and gives each answer to the others right with probability 1/2.
 */
class CurriculumSimulationTest {

    private static final int QUESTIONS = 1_000;
    private static final int PASSES = 40;
    private static final int ANSWERS = 4;
    private static final int RECHECK = 4;
    private static final SourceSettings SETTINGS = SourceSettings.newBuilder(Sources.defaults("made-up"))
            .setSkipAlwaysRight(2)
            .setSkipNeverRight(2)
            .setRecheckEvery(RECHECK)
            .build();

    private final Random random = new Random(7);
    private final SourceStreaks streaks = new SourceStreaks(QUESTIONS);
    private final double[] chances = IntStream.range(0, QUESTIONS)
            .mapToDouble(question -> question < 300 ? 1 : question < 600 ? 0 : 0.5)
            .toArray();
    private final List<List<AskAccuracy>> histories = IntStream.range(0, QUESTIONS)
            .<List<AskAccuracy>>mapToObj(question -> new ArrayList<>())
            .toList();

    @Test
    void twoFifthsOfTheAsksAreSavedAndHardlyAnyOfThemOnQuestionsInBetween() {
        IntStream.range(0, PASSES).forEach(this::pass);

        double savedOfSettled = saved(0, 600);
        double savedOfOthers = saved(600, QUESTIONS);
        // Asked in passes 0 and 1, and then in every fourth one: 11 times of 40.
        assertThat(savedOfSettled).isEqualTo(29.0 / 40);
        // 4 of 4 right or 4 of 4 wrong, twice in a row, has a probability of 2/256.
        assertThat(savedOfOthers).isBetween(0.0, 0.04);
        assertThat(saved(0, QUESTIONS)).isBetween(0.43, 0.46);
    }

    @Test
    void aQuestionThatBecomesAnswerableIsAskedWithinTheRecheckIntervalAndAgainInTheNextPass() {
        int learned = 17;
        IntStream.range(0, learned).forEach(this::pass);
        for (int question = 300; question < 600; question++) {
            chances[question] = 1;
        }
        int[] before = IntStream.range(0, QUESTIONS).map(this::asks).toArray();
        IntStream.range(learned, learned + RECHECK).forEach(this::pass);
        int[] rechecked = IntStream.range(0, QUESTIONS).map(this::asks).toArray();
        pass(learned + RECHECK);

        for (int question = 300; question < 600; question++) {
            assertThat(rechecked[question]).as("question %d", question).isGreaterThan(before[question]);
            // Right once is not yet always right, so it was asked again, until it was right twice.
            assertThat(asks(question)).as("question %d", question).isEqualTo(before[question] + 2);
        }
    }

    private void pass(int pass) {
        for (int question = 0; question < QUESTIONS; question++) {
            String id = "q" + question;
            if (streaks.skip(SETTINGS, id, pass).isEmpty()) {
                List<AskAccuracy> history = histories.get(question);
                history.add(new AskAccuracy((long) pass, (long) pass, ANSWERS, rightAnswers(question), ANSWERS));
                int from = Math.max(0, history.size() - Sources.RECENT_ASKS);
                List<AskAccuracy> recent = history.subList(from, history.size());
                streaks.update(new QuestionAccuracy("made-up", id, 0L, 0L, recent));
            }
        }
    }

    private int rightAnswers(int question) {
        return (int) IntStream.range(0, ANSWERS)
                .filter(answer -> random.nextDouble() < chances[question])
                .count();
    }

    private int asks(int question) {
        return histories.get(question).size();
    }

    private double saved(int from, int to) {
        return 1 - IntStream.range(from, to).map(this::asks).sum() / (double) (PASSES * (to - from));
    }
}
