package dev.errata.rewardmodel.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million characters of anything are judged quickly, and never right. */
class HostileTextsTest {

    private static final int CHARACTERS = 1_000_000;

    /** Measured: under 50 ms each; a busy machine gets twenty times as long. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final List<String> PIECES = List.of(
            "9",
            "1,",
            "1 ",
            "0.",
            "1/",
            "{",
            "{}",
            "(",
            "[",
            "*",
            " ",
            "\n",
            "\\",
            "\\boxed{",
            "\\boxed{1} or ",
            "The answer is ",
            "Answer: ",
            "answer ",
            "final answer ",
            "####",
            "#### ",
            "#### x\n",
            "1=",
            "=",
            "\\frac",
            "\\frac1",
            "\\frac{",
            "\\sqrt",
            "^",
            "x_{",
            "A ",
            "A or ",
            "the correct option is ",
            "-",
            "\\text{",
            "\\begin{pmatrix}",
            "&",
            "\\\\",
            ",",
            "1 and ",
            "<answer>",
            "$1$ ",
            "\\(",
            "\nQ: ",
            "1e9",
            "print(",
            "<<",
            "½");

    @ParameterizedTest
    @Timeout(240)
    @ValueSource(strings = {"arithmetic", "gsm8k", "math", "mmlu", "choice"})
    void aHostileTextIsJudgedWrongInBoundedTime(String task) {
        Question question = Questions.asking(task, "", "40");
        for (Judge judge : List.of(Judge.strict(), Judge.compat())) {
            for (String beginning : List.of("", "The answer is ", "\\boxed{")) {
                for (String piece : PIECES) {
                    String text = beginning + piece.repeat(CHARACTERS / piece.length());
                    long start = System.nanoTime();
                    Judgment judgment = judge.judge(question, text, true).orElseThrow();
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as("%s%s", beginning, piece)
                            .isLessThan(LIMIT);
                    assertThat(judgment.correct()).as("%s%s", beginning, piece).isFalse();
                    assertThat(judgment.extracted() == null ? "" : judgment.extracted())
                            .hasSizeLessThanOrEqualTo(256);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "gsm8k"})
    void hostileStepsAreCheckedInBoundedTime(String task) {
        for (String piece : PIECES) {
            String text = "<<" + piece.repeat(CHARACTERS / piece.length()) + "=1>>";
            long start = System.nanoTime();
            StepCheck.firstFalseStep(task, text);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(LIMIT);
        }
    }
}
