package dev.errata.rewardmodel.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private final Judge judge = Judge.strict();
    private final Judge compat = Judge.compat();

    private static Judgment judged(Judge judge, String task, String gold, String answer) {
        return judge.judge(Questions.asking(task, "", gold), answer, true).orElseThrow();
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
        assertThat(judged(judge, "arithmetic", gold, answer).correct()).isEqualTo(correct);
        assertThat(judged(compat, "arithmetic", gold, answer).correct()).isEqualTo(correct);
    }

    @Test
    void aTruncatedArithmeticAnswerIsWrong() {
        Question question = Questions.asking("arithmetic", "", "4");
        assertThat(judge.judge(question, "2*2=4;####4", false)).contains(new Judgment(false, "4", "####", null));
        assertThat(judge.judge(question, "2*2=4;####4", true)).contains(new Judgment(true, "4", "####", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gsm8k  | #### 1,200                     | 1200     | ####",
                "gsm8k  | THE ANSWER IS $1.20            | 1.2      | the answer is",
                "gsm8k  | **Answer:** 2 1/2              | 2.5      | answer:",
                "gsm8k  | Final answer 1/3               | 1/3      | final answer",
                "gsm8k  | so \\boxed{7} in all           | 7        | \\boxed",
                "gsm8k  | <answer>7</answer>             | 7        | <answer>",
                "gsm8k  | First 5, so 7                  | 7        | last number",
                "math   | The answer is $(3, 5)$.        | (3, 5)   | the answer is",
                "math   | It is $\\frac12$.              | \\frac12 | last formula",
                "math   | x + 1                          | x + 1    | whole text",
                "mmlu   | The correct option is (c).     | C        | the option is",
                "mmlu   | I would take B                 | B        | last letter",
                "choice | The answer is a big dog.       | a big dog | the answer is",
                "choice | **a big dog**                  | a big dog | whole text",
            })
    void aJudgmentSaysWhatWasExtractedAndByWhichMark(String task, String answer, String extracted, String mark) {
        assertThat(judged(judge, task, "B", answer))
                .extracting(Judgment::extracted, Judgment::mark)
                .containsExactly(extracted, mark);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gsm8k  | 72       | The answer is $72.00 in total, not 80    | true",
                "gsm8k  | 18       | #### 18. Check: 16-3-4 = 9               | false",
                "gsm8k  | 18       | the answer is 18, of 20                  | false",
                "math   | 100      | \\boxed{104}                             | true",
                "math   | 100      | \\boxed{104.1}                           | false",
                "math   | 6        | \\boxed{6\\text{ or }8}                  | true",
                "mmlu   | B        | The answer is Easy: B, and not C         | true",
                "mmlu   | C        | I would say A, but then C                | true",
                "mmlu   | H        | The answer is H                          | false",
                "choice | the moon | It shines. The answer is the Moon.       | true",
                "choice | the Moon | It shines. The answer is the Moon.       | false",
                "choice | the moon | The answer is: the Moon.                 | false",
            })
    void compatJudgesByTheOfficialRules(String task, String gold, String answer, boolean correct) {
        assertThat(judged(compat, task, gold, answer).correct()).isEqualTo(correct);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arithmetic | 40              | 4*2=8;8*5=40;####40",
                "gsm8k      | 1,200           | It is <<600*2=1200>>1,200.#### 1,200",
                "svamp      | 51.0            | The answer is 51.0",
                "math       | \\frac{3}{4}    | It is $\\boxed{\\frac{3}{4}}$.",
                "mmlu       | D               | The answer is (D) 7",
                "choice     | a big dog.      | Because it barks. The answer is a big dog.",
            })
    void everyGoldAnswerPassesItsOwnRuleOfBothSets(String task, String gold, String solution) {
        assertThat(judged(judge, task, gold, solution).correct()).isTrue();
        assertThat(judged(compat, task, gold, solution).correct()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "gsm8k  | 18        | true",
                "gsm8k  | 10 apples | true",
                "gsm8k  | -$5       | true",
                "gsm8k  | 1/2       | true",
                "gsm8k  | None      | false",
                "gsm8k  | @@        | false",
                "gsm8k  | abc       | false",
                "gsm8k  | 5 or 6    | false",
                "svamp  | $5        | true",
                "math   | x>3       | true",
                "math   | @ @       | false",
                "math   | None      | false",
                "mmlu   | B         | true",
                "mmlu   | (b)       | true",
                "mmlu   | H         | true",
                "mmlu   | banana    | false",
                "mmlu   | A or B    | false",
                "choice | the Moon  | true",
                "choice | U.S. Navy | true",
                "choice | @@        | false",
                "poetry | 4         | false",
            })
    void aGoldAnswerThatNoAnswerCanMatchIsRefused(String task, String gold, boolean usable) {
        assertThat(judge.refuse(Questions.asking(task, "", gold)).isEmpty()).isEqualTo(usable);
    }

    @Test
    void anUnknownTaskIsNotJudged() {
        assertThat(judge.judge(Questions.asking("poetry", "", "4"), "4", true)).isEmpty();
        assertThat(judge.knows("poetry")).isFalse();
    }

    @Test
    void codeInAnAnswerIsNotExecuted() {
        assertThat(judged(judge, "gsm8k", "4", "print(2+2)").correct()).isFalse();
    }

    @Test
    void bothSetsOfRulesKnowTheSameTasksSortedByName() {
        List<String> tasks = judge.tasks();
        assertThat(tasks).isSorted().contains("gsm8k").doesNotHaveDuplicates().isEqualTo(compat.tasks());
        assertThat(RuleSet.values())
                .allSatisfy(rules -> assertThat(Judge.by(rules).tasks()).isEqualTo(tasks));
    }
}
