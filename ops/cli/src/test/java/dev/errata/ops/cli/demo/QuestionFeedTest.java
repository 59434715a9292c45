package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The next questions depend only on the number asked before. */
class QuestionFeedTest {

    private final List<Question> questions = IntStream.range(0, 50)
            .mapToObj(i -> new Question(
                    "q" + i, "s", "1+" + i, "" + (1 + i), "1+" + i + "=" + (1 + i), "arithmetic", 0L, Map.of()))
            .toList();

    @Test
    void everyPassAsksEveryQuestionOnceInItsOwnOrder() {
        List<Question> first = QuestionFeed.next(questions, 0, 0, 50);
        List<Question> second = QuestionFeed.next(questions, 0, 50, 50);
        assertThat(first).extracting(Question::getId).doesNotHaveDuplicates().hasSize(50);
        assertThat(second).extracting(Question::getId).doesNotHaveDuplicates().hasSize(50);
        assertThat(second).extracting(Question::getId).isNotEqualTo(ids(first));
    }

    @Test
    void theAskIsTheNumberOfThePass() {
        assertThat(QuestionFeed.next(questions, 0, 98, 4))
                .extracting(Question::getAsk)
                .containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    void aRestartedFeedContinuesAtItsPosition() {
        List<Question> whole = QuestionFeed.next(questions, 0, 0, 120);
        assertThat(QuestionFeed.next(questions, 0, 73, 47)).isEqualTo(whole.subList(73, 120));
    }

    private static List<String> ids(List<Question> questions) {
        return questions.stream().map(Question::getId).toList();
    }
}
