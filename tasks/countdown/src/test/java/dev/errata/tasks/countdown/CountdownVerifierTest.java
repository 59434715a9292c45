package dev.errata.tasks.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Verifier;
import dev.errata.schemas.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownVerifierTest {

    private final Judge judge = Judge.strict().with(List.of(new CountdownVerifier()), 1);

    private static Question question(String text, String gold, Map<String, String> fields) {
        return Question.newBuilder()
                .setId("q")
                .setSource("numbers")
                .setText(text)
                .setGold(gold)
                .setTask("countdown")
                .setMetadata(fields)
                .build();
    }

    private static final Question PUZZLE = question("Use [3, 7, 25, 3] once each to make 151.", "151", Map.of());

    private boolean right(Question question, String answer) {
        return judge.judge(question, answer, true).orElseThrow().correct();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(25-3)*7-3",
                "7*(25-3) - 3 = 151",
                "Let me see. 25 - 3 is 22.\n(25 − 3) × 7 − 3",
                "<answer>(25-3)*7-3</answer>",
                "<answer>1</answer> no: <answer> (25 - 3) * 7 - 3 = 151 </answer> done"
            })
    void anExpressionOfTheGivenNumbersThatReachesTheTargetIsRight(String answer) {
        assertThat(right(PUZZLE, answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "151",
                "(25-3)*7",
                "(25-3)*7-3-0",
                "(25-3)*7-3)",
                "((25-3)*7-3",
                "25-3*7-3",
                "25 3 * 7",
                "(25-3)*7-3; rm -rf /",
                "__import__('os').system('true')",
                "25/(3-3)+7",
                "(25-3)*7-3 or so"
            })
    void anythingElseIsWrong(String answer) {
        assertThat(right(PUZZLE, answer)).isFalse();
    }

    /** By hand: 8/(3-8/3) = 8/(1/3) = 24, which doubles would miss. */
    @Test
    void fractionsAreExact() {
        assertThat(right(question("numbers: [3, 3, 8, 8]", "24", Map.of()), "8/(3-8/3)"))
                .isTrue();
    }

    @Test
    void theFieldNumbersStandsAboveTheText() {
        Question question = question("Use [1, 1] to make 12.", "12", Map.of("numbers", "3, 4"));
        assertThat(right(question, "3*4")).isTrue();
        assertThat(right(question, "1+1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Use [3, 4] to make it.|ten", "Use [3, 4] to make it.|''", "Make 12.|12", "[1,2,3,4,5,6,7,8,9]|45"
            })
    void aQuestionWithoutTargetOrNumbersIsRefused(String text, String gold) {
        assertThat(judge.refuse(question(text, gold, Map.of()))).isPresent();
        assertThat(judge.refuse(PUZZLE)).isEmpty();
    }

    @Test
    void hostileTextsCostLittleTime() {
        for (String hostile :
                List.of("(".repeat(1_000_000), "1+".repeat(500_000), "-".repeat(1_000_000), " 1".repeat(199))) {
            long start = System.nanoTime();
            assertThat(right(PUZZLE, hostile)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(Verifier.class))
                .extracting(Verifier::task)
                .contains("countdown");
    }
}
