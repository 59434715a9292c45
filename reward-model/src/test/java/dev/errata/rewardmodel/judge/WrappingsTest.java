package dev.errata.rewardmodel.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gold answer is right in every usual wrapping; a different one in the same wrapping is wrong. */
class WrappingsTest {

    private static final List<String> COMMON = List.of(
            "%s",
            "The answer is %s.",
            "The answer is: %s",
            "So the answer is %s, because nothing else fits.",
            "THE ANSWER IS %s",
            "#### %s",
            "Answer: %s",
            "**Answer: %s**",
            "**Final Answer:** %s",
            "### Final answer\n%s",
            "\\boxed{%s}",
            "Therefore $\\boxed{%s}$.",
            "The answer is \"%s\".",
            "<answer>%s</answer>",
            "The answer is %s.\nThat was all.",
            "The answer is %s.\n\nQuestion: What else?\nThe answer is nothing.");

    private static final List<String> FORMULAS = List.of(
            "Final Answer: The final answer is $%s$. I hope it is correct.",
            "The answer is \\(%s\\).", "Thus the answer is \\[ \\boxed{%s} \\]");

    private static final List<String> NUMBERS = List.of(
            "#### %s\nCheck: 16 - 3 - 4 = 9",
            "The answer is %s. Check: 16 - 3 - 4 = 9 eggs.",
            "#### %s (check: 16-3-4 = 9)",
            "#### $%s",
            "The answer is 4 + 5 = %s",
            "First 16, then 9, so it is %s");

    private final Judge judge = Judge.strict();

    private boolean isRight(String task, String question, String gold, String answer) {
        return judge.judge(Questions.asking(task, question, gold), answer, true)
                .orElseThrow()
                .correct();
    }

    private void checkAll(String task, String question, List<String> golds, List<String> wrappings) {
        for (String wrapping : wrappings) {
            for (String gold : golds) {
                String answer = wrapping.replace("%s", gold);
                assertThat(isRight(task, question, gold, answer))
                        .as("%s in %s", gold, answer)
                        .isTrue();
                for (String other : golds) {
                    if (!other.equals(gold)) {
                        assertThat(isRight(task, question, other, answer))
                                .as("%s is not %s", answer, other)
                                .isFalse();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gsm8k", "svamp"})
    void numbersAreRightInEveryWrappingAndOthersAreWrong(String task) {
        List<String> golds = List.of(
                "0", "1", "2", "5", "9", "12", "21", "120", "0.5", "2.5", "25", "1/3", "-5", "1,234", "234", "1e9");
        checkAll(task, "", golds, COMMON);
        checkAll(task, "", golds, FORMULAS);
        checkAll(task, "", golds, NUMBERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"math"})
    void formulasAreRightInEveryWrappingAndOthersAreWrong(String task) {
        List<String> golds = List.of(
                "5",
                "-5",
                "\\frac{1}{2}",
                "3\\frac{1}{2}",
                "\\frac{\\sqrt{3}}{2}",
                "4\\sqrt{2}",
                "\\sqrt{2}",
                "(3,5)",
                "(5,3)",
                "[3,5]",
                "[3,5)",
                "x \\geq 3",
                "x \\leq 3",
                "x \\neq 3",
                "3",
                "1,2,3",
                "1,2",
                "\\pm 7",
                "12:00",
                "1:00",
                "2516_8",
                "2516_9",
                "2516",
                "\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
                "\\begin{pmatrix} 1 & 2 \\end{pmatrix}",
                "\\begin{vmatrix} 1 & 2 \\end{vmatrix}",
                "(-\\infty, 3]",
                "(x+2)(x-3)",
                "x^2+2x",
                "2x",
                "10000",
                "\\text{Navin}",
                "\\text{June }20",
                "20",
                "\\frac{\\pi}{2}",
                "\\pi",
                "\\text{(C)}",
                "\\text{Yes}");
        checkAll(task, "", golds, COMMON);
        checkAll(task, "", golds, FORMULAS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmlu"})
    void lettersAreRightInEveryWrappingAndOthersAreWrong(String task) {
        checkAll(task, "Which? (A) 1 (B) 2 (C) 3 (D) 4 (E) 5 (F) 6", List.of("A", "B", "C", "D", "E", "F"), COMMON);
        checkAll(task, "", List.of("A", "B", "C", "D", "E"), FORMULAS);
        checkAll(task, "", List.of("A", "C"), List.of("The answer is (%s).", "(%s)", "**%s**", "Option %s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"choice"})
    void optionsAreRightInEveryWrappingAndOthersAreWrong(String task) {
        List<String> golds = List.of("the Moon", "Moon", "not the Moon", "a dog", "correct", "incorrect", "3 feet");
        checkAll(task, "", golds, COMMON);
    }
}
