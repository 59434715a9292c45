package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.network.AnswerLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingRowsTest {

    private static final int[] PROMPT = {4, 5, 6};
    private static final int[] OTHER = {9};

    @Test
    void anAnswerWithoutItsLastTokenFollowsItsPrompt() {
        TrainingRows rows = TrainingRows.of(AnswerLayout.of(
                List.of(PROMPT, OTHER),
                List.of(new int[] {7, 8, 10}, new int[] {11, 12}),
                List.of(new int[] {0}, new int[] {1})));
        assertThat(rows.size()).isEqualTo(7);
        assertThat(rows.tokens()).containsExactly(4, 5, 6, 7, 8, 9, 11);
        assertThat(rows.positions()).containsExactly(0, 1, 2, 3, 4, 0, 1);
        assertThat(rows.sequences())
                .containsExactly(List.of(new AttentionSpan(0, 5, 0, 0)), List.of(new AttentionSpan(5, 2, 5, 0)));
        assertThat(rows.predicting()).containsExactly(2, 3, 4, 5, 6);
        assertThat(rows.targets()).containsExactly(7, 8, 10, 11, 12);
    }

    @Test
    void anAnswerOfOneTokenIsPredictedByThePromptAlone() {
        TrainingRows rows =
                TrainingRows.of(AnswerLayout.of(List.of(PROMPT), List.of(new int[] {7}), List.of(new int[] {0})));
        assertThat(rows.tokens()).containsExactly(PROMPT);
        assertThat(rows.sequences()).containsExactly(List.of(new AttentionSpan(0, 3, 0, 0)));
        assertThat(rows.predicting()).containsExactly(2);
        assertThat(rows.targets()).containsExactly(7);
    }

    @Test
    void answersBehindOnePromptHaveASpanEachIfTheyHaveRows() {
        TrainingRows rows = TrainingRows.of(AnswerLayout.of(
                List.of(OTHER, PROMPT, PROMPT, PROMPT),
                List.of(new int[] {3, 3}, new int[] {7, 8, 10}, new int[] {11}, new int[] {12, 13}),
                List.of(new int[] {0}, new int[] {1, 2, 3})));
        assertThat(rows.tokens()).containsExactly(9, 3, 4, 5, 6, 7, 8, 12);
        assertThat(rows.positions()).containsExactly(0, 1, 0, 1, 2, 3, 4, 3);
        assertThat(rows.sequences())
                .containsExactly(
                        List.of(new AttentionSpan(0, 2, 0, 0)),
                        List.of(
                                new AttentionSpan(2, 3, 2, 0),
                                new AttentionSpan(5, 2, 2, 3),
                                new AttentionSpan(7, 1, 2, 3)));
        assertThat(rows.predicting()).containsExactly(0, 1, 4, 5, 6, 4, 4, 7);
        assertThat(rows.targets()).containsExactly(3, 3, 7, 8, 10, 11, 12, 13);
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theRowThatPredictsATokenSeesAllTokensBeforeItAndNoOthers(long seed) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        List<int[]> groups = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            int[] prompt = random.ints(1 + random.nextInt(5), 0, 1000).toArray();
            int first = prompts.size();
            int count = 1 + random.nextInt(4);
            for (int j = 0; j < count; j++) {
                prompts.add(prompt);
                answers.add(random.ints(1 + random.nextInt(4), 0, 1000).toArray());
            }
            groups.add(IntStream.range(first, first + count).toArray());
        }
        TrainingRows rows = TrainingRows.of(AnswerLayout.of(prompts, answers, groups));
        int m = 0;
        for (int i = 0; i < answers.size(); i++) {
            List<Integer> sequence =
                    new ArrayList<>(Arrays.stream(prompts.get(i)).boxed().toList());
            for (int token : answers.get(i)) {
                assertThat(rows.targets()[m]).isEqualTo(token);
                assertThat(seen(rows, rows.predicting()[m])).isEqualTo(sequence);
                assertThat(rows.positions()[rows.predicting()[m]]).isEqualTo(sequence.size() - 1);
                sequence.add(token);
                m++;
            }
        }
        assertThat(rows.targets()).hasSize(m);
    }

    /** The tokens that a row attends to, from the first to its own. */
    private static List<Integer> seen(TrainingRows rows, int row) {
        List<AttentionSpan> around = rows.sequences().stream()
                .flatMap(List::stream)
                .filter(span -> span.begin() <= row && row < span.begin() + span.length())
                .toList();
        assertThat(around).hasSize(1);
        AttentionSpan span = around.get(0);
        IntStream prompt = IntStream.range(span.promptBegin(), span.promptBegin() + span.promptLength());
        return IntStream.concat(prompt, IntStream.rangeClosed(span.begin(), row))
                .mapToObj(seen -> rows.tokens()[seen])
                .toList();
    }
}
