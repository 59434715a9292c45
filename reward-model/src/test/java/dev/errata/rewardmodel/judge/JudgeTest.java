package dev.errata.rewardmodel.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private final Judge judge = Judge.strict();

    private static Question question(String task, String gold) {
        return Question.newBuilder()
                .setId("q1")
                .setSource("test")
                .setText("How many?")
                .setGold(gold)
                .setTask(task)
                .build();
    }

    private Judgment judged(String task, String gold, String answer) {
        return judge.judge(question(task, gold), answer, true).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40  | 4*2=8;####40                                   | true",
                "40  | 4*2=8;####41                                   | false",
                "40  | 4*2=8;####040                                  | false",
                "40  | 4*2=8;40                                       | false",
                "40  | ####40####40                                   | false",
                "40  | ####40;                                        | false",
            })
    void theArithmeticAnswerIsTheTextAfterTheOnlyMark(String gold, String answer, boolean correct) {
        assertThat(judged("arithmetic", gold, answer).correct()).isEqualTo(correct);
    }

    @Test
    void aTruncatedArithmeticAnswerIsWrong() {
        Question question = question("arithmetic", "4");
        assertThat(judge.judge(question, "2*2=4;####4", false).orElseThrow()).isEqualTo(new Judgment(false, "4"));
        assertThat(judge.judge(question, "2*2=4;####4", true).orElseThrow().correct())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "72    | She sold <<48+24=72>>72 clips.\\n#### 72         | 72",
                "72    | The answer is 72.                                | 72",
                "72    | The answer is $72.00 in total, not 80            | 72",
                "72    | The answer is 48 + 24 = 72                       | 72",
                "1200  | #### 1,200                                       | 1200",
                "-5    | #### -5                                          | -5",
                "0.5   | The answer is .50                                | 0.5",
                "3/4   | The answer is 3/4.                               | 3/4",
                "12    | First 7, then 5, so 12                           | 12",
                "2     | so 5-3 = 2 apples                                | 2",
                "3     | that leaves 5-3                                  | 3",
                "1     | The answer is 9. No: The answer is 1             | 1",
                "51.0  | #### 51                                          | 51",
            })
    void theNumberAfterTheMarkIsReadOrElseTheLastOne(String gold, String answer, String extracted) {
        for (String task : List.of("gsm8k", "svamp")) {
            assertThat(judged(task, gold, answer.replace("\\n", "\n"))).isEqualTo(new Judgment(true, extracted));
        }
    }

    @Test
    void aNumberIsComparedWholeAndNotByItsFirstDigit() {
        assertThat(judged("gsm8k", "1", "#### 12")).isEqualTo(new Judgment(false, "12"));
        assertThat(judged("gsm8k", "12", "#### 1").correct()).isFalse();
        assertThat(judged("gsm8k", "12", "The answer is unknown")).isEqualTo(new Judgment(false, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\frac{1}{2}     | thus \\boxed{\\frac{1}{2}}. | true",
                "\\frac{1}{2}     | thus \\boxed{\\dfrac12} | true",
                "\\frac{1}{2}     | The answer is 1/2. | true",
                "\\frac{1}{2}     | The answer is $0.5$. | true",
                "\\frac{1}{2}     | The answer is $\\boxed{.5}$ | true",
                "-\\frac{1}{3}    | \\boxed{\\frac{-1}{3}} | true",
                "x^2+2x           | \\boxed{4} then \\boxed{x^{2} + 2x} | false",
                "x^2+2x           | \\boxed{4} then \\boxed{x^2 + 2x} | true",
                "2\\sqrt{3}       | \\boxed{2\\sqrt3} | true",
                "90               | The answer is 90^\\circ | true",
                "10               | \\boxed{10\\text{ cm}} | true",
                "\\text{Sunday}   | \\boxed{Sunday} | true",
                "5                | The answer is x = 5 | true",
                "1000             | \\boxed{1{,}000} | true",
                "1000             | \\boxed{1,000} | true",
                "25\\%            | \\boxed{25} | true",
                "(1,2)            | \\boxed{\\left( 1, 2 \\right)} | true",
                "7                | so it is 3 and finally 7 | true",
                "7                | so it is 3 and finally 8 | false",
            })
    void mathComparesNormalizedSpellings(String gold, String answer, boolean correct) {
        assertThat(judged("math", gold, answer).correct()).as(answer).isEqualTo(correct);
    }

    @Test
    void onlyTheTolerantMathRuleAcceptsNumbersWithinFourPercent() {
        Question question = question("math", "100");
        assertThat(judge.judge(question, "\\boxed{103}", true).orElseThrow().correct())
                .isFalse();
        Judge tolerant = Judge.of(true, false);
        assertThat(tolerant.judge(question, "\\boxed{104}", true).orElseThrow().correct())
                .isTrue();
        assertThat(tolerant.judge(question, "\\boxed{104.1}", true)
                        .orElseThrow()
                        .correct())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B | The answer is (B) 12.",
                "B | The answer is Easy: B, and not C",
                "C | I would say A, but then C",
                "A | A",
            })
    void theFirstSingleLetterAfterTheTriggerIsTheAnswer(String gold, String answer) {
        assertThat(judged("mmlu", gold, answer)).isEqualTo(new Judgment(true, gold));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the Moon | It shines at night. The answer is The moon. | true",
                "correct  | The answer is incorrect                     | false",
                "correct  | The answer is correct.                      | true",
                "a dog.   | a dog                                       | true",
            })
    void aChoiceIsComparedAsWholeText(String gold, String answer, boolean correct) {
        assertThat(judged("choice", gold, answer).correct()).isEqualTo(correct);
    }

    @Test
    void compatLowerCasesTheAnswerOnly() {
        Judge compat = Judge.of(false, true);
        assertThat(compat.judge(question("choice", "Moon"), "The answer is Moon", true)
                        .orElseThrow()
                        .correct())
                .isFalse();
        assertThat(compat.judge(question("choice", "moon"), "The answer is Moon.", true)
                        .orElseThrow()
                        .correct())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arithmetic | 40              | 4*2=8;8*5=40;####40",
                "gsm8k      | 1,200           | It is <<600*2=1200>>1,200.\\n#### 1,200",
                "svamp      | 51.0            | The answer is 51.0",
                "math       | \\frac{3}{4}    | It is $\\boxed{\\frac{3}{4}}$.",
                "mmlu       | D               | The answer is (D) 7",
                "choice     | A big dog.      | Because it barks. The answer is A big dog.",
            })
    void everyGoldAnswerPassesItsOwnRule(String task, String gold, String solution) {
        assertThat(judged(task, gold, solution.replace("\\n", "\n")).correct()).isTrue();
    }

    @Test
    void anUnknownTaskIsNotJudged() {
        assertThat(judge.judge(question("poetry", "4"), "4", true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "gsm8k", "svamp", "math", "mmlu", "choice"})
    @Timeout(20)
    void hostileTextsAreJudgedWrongInLinearTime(String task) {
        List<String> pieces = List.of(
                "9",
                "-",
                "####",
                "The answer is ",
                "=",
                "\\boxed{",
                "{",
                "\\frac",
                "\\frac1",
                "\\sqrt",
                "A",
                "1,000,",
                "print(",
                ".",
                "/",
                " ",
                "\\text{",
                "<<",
                "0.");
        for (String piece : pieces) {
            String hostile = piece.repeat(400_000 / piece.length());
            long start = System.nanoTime();
            Judgment judgment = judged(task, "40", hostile);
            assertThat(judgment.correct()).as(piece).isFalse();
            assertThat(judgment.extracted() == null ? 0 : judgment.extracted().length())
                    .isLessThanOrEqualTo(256);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void codeInAnAnswerIsNotExecuted() {
        assertThat(judged("gsm8k", "4", "print(2+2)")).isEqualTo(new Judgment(false, "2"));
    }

    @Test
    void theTasksAreSortedAndEachHasARule() {
        List<String> tasks = Judge.strict().tasks();
        assertThat(tasks).isSorted().contains("gsm8k").doesNotHaveDuplicates();
        assertThat(tasks)
                .allSatisfy(task -> assertThat(judged(task, "4", "####4")).isNotNull());
    }
}
