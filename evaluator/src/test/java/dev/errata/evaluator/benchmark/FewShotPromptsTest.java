package dev.errata.evaluator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.evaluator.benchmark.FewShotPrompts.Prompt;
import dev.errata.schemas.Question;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FewShotPromptsTest {

    private static final ShotTemplate USUAL = ShotTemplate.ofTask("gsm8k");
    private static final Question ASKED = MadeUpQuestions.of("asked", "How much is 3 + 3?", 6);

    @Test
    void withoutExamplesThePolicyReadsTheQuestionAlone() {
        Question odd = MadeUpQuestions.of("odd", " How much?\n", 1);

        assertThat(text(FewShotPrompts.none(), odd, 100)).isEqualTo(" How much?\n");
    }

    @Test
    void examplesStandBeforeTheQuestionInItsOwnForm() {
        Question worked = MadeUpQuestions.of("a", "How much is 1 + 1?", 2);
        worked.setReference("1 + 1 = 2\n#### 2");
        Question stepsOnly = MadeUpQuestions.of("b", "How much is 2 + 1?", 3);
        stepsOnly.setReference("2 + 1 = 3.");
        Question goldOnly = MadeUpQuestions.of("c", "How much is 4 + 1?", 5);

        assertThat(text(new FewShotPrompts(List.of(worked, stepsOnly, goldOnly), USUAL), ASKED, 1000))
                .isEqualTo(
                        """
                        Question: How much is 1 + 1?
                        Answer: 1 + 1 = 2
                        #### 2

                        Question: How much is 2 + 1?
                        Answer: 2 + 1 = 3. The answer is 3.

                        Question: How much is 4 + 1?
                        Answer: The answer is 5.

                        Question: How much is 3 + 3?
                        Answer:""");
    }

    @Test
    void mathHasProblemsAndSolutions() {
        FewShotPrompts prompts = new FewShotPrompts(MadeUpQuestions.of(1), ShotTemplate.ofTask("math"));

        assertThat(text(prompts, ASKED, 1000))
                .isEqualTo("Problem:\nHow much is 0 + 1?\n\nSolution:\nThe answer is 1.\n\n"
                        + "Problem:\nHow much is 3 + 3?\n\nSolution:");
    }

    @Test
    void theFirstExamplesAreLeftOutOfAPromptThatWouldBeTooLong() {
        FewShotPrompts prompts = new FewShotPrompts(MadeUpQuestions.of(3), USUAL);
        int all = text(prompts, ASKED, 1000).length();
        int one = text(new FewShotPrompts(MadeUpQuestions.of(3).subList(2, 3), USUAL), ASKED, 1000)
                .length();

        assertThat(prompt(prompts, ASKED, all).map(Prompt::shots)).contains(3);
        assertThat(prompt(prompts, ASKED, all - 1).map(Prompt::shots)).contains(2);
        assertThat(prompt(prompts, ASKED, one).map(Prompt::shots)).contains(1);
        assertThat(text(prompts, ASKED, one)).startsWith("Question: How much is 2 + 1?");
        assertThat(prompt(prompts, ASKED, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                " 6                                  | 6",
                " 6\\n\\nQuestion: How much is 1?    | 6",
                " 6\\nQuestion: How much is 1?       | 6",
                " A Question: what is it? 6          | A Question: what is it? 6",
            })
    void theAnswerEndsWhereThePolicyAsksTheNextQuestionItself(String written, String answer) {
        FewShotPrompts prompts = new FewShotPrompts(MadeUpQuestions.of(1), USUAL);

        assertThat(prompts.answer(written.replace("\\n", "\n")).strip()).isEqualTo(answer);
    }

    @Test
    void withoutExamplesAnAnswerIsNeverCut() {
        assertThat(FewShotPrompts.none().answer("6\nQuestion: 1?")).isEqualTo("6\nQuestion: 1?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{question}", "{answer}", "{answer} {question}"})
    void aTemplateWithoutQuestionAndAnswerInThisOrderIsRefused(String template) {
        assertThatThrownBy(() -> new ShotTemplate(template)).hasMessageContaining("has no {question} with {answer}");
    }

    private static String text(FewShotPrompts prompts, Question question, int most) {
        int[] tokens = prompt(prompts, question, most).orElseThrow().tokens();
        return new String(tokens, 0, tokens.length);
    }

    /** A token is a character. */
    private static Optional<Prompt> prompt(FewShotPrompts prompts, Question question, int most) {
        return prompts.prompt(question, text -> text.chars().toArray(), most);
    }
}
