package dev.errata.tasks.arithmetic.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.rewrite.Steps;
import dev.errata.rewardmodel.training.RewriteExample;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.SolutionText;
import dev.errata.tasks.arithmetic.SoundSolutions;
import dev.errata.tasks.arithmetic.Split;
import dev.errata.tasks.arithmetic.Teaching;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RewriteExamplesTest {

    private static final List<ArithmeticQuestion> QUESTIONS =
            new QuestionSets(QuestionSets.demo().difficulty(), 5, 10, 10, 300, 10).of(Split.REWARD_MODEL);
    private static final Map<String, ArithmeticQuestion> BY_TEXT =
            QUESTIONS.stream().collect(Collectors.toMap(ArithmeticQuestion::text, Function.identity()));

    @Test
    void everyRewriteAndEveryReferenceIsALegalSolution() {
        assertThat(examples(List.of()).next(1_000, 0.5)).allSatisfy(example -> {
            ArithmeticQuestion question = BY_TEXT.get(example.question());
            assertThat(question).isNotNull();
            assertThat(question.sound(example.rewrite())).isTrue();
            assertThat(question.sound(example.reference())).isTrue();
        });
    }

    @Test
    void legalSolutionsAreTheirOwnRewrites() {
        List<RewriteExample> examples = examples(List.of()).next(2_000, 0);
        long identities = examples.stream()
                .filter(example -> example.answer().equals(example.rewrite()))
                .count();
        assertThat(identities / 2_000.0).isBetween(0.21, 0.29);
        assertThat(examples)
                .filteredOn(example -> BY_TEXT.containsKey(example.question())
                        && BY_TEXT.get(example.question()).sound(example.answer()))
                .allMatch(example -> example.answer().equals(example.rewrite()));
    }

    @Test
    void realAnswersHaveTheirConfiguredShare() {
        SampledAnswer real = new SampledAnswer(QUESTIONS.get(0), "1+1=3;####3", true);
        long count = examples(List.of(real)).next(2_000, 0.65).stream()
                .filter(example -> example.answer().equals(real.text()))
                .count();
        assertThat(count / 2_000.0).isBetween(0.61, 0.69);
    }

    @Test
    void unfinishedAnswersAndRightButUnsoundOnesAreNoExamples() {
        ArithmeticQuestion question = QUESTIONS.get(0);
        SampledAnswer wrong = new SampledAnswer(question, "1+1=3;####3", true);
        SampledAnswer unfinished = new SampledAnswer(question, "1+1=3;", false);
        SampledAnswer lucky = new SampledAnswer(question, "####" + question.answer(), true);
        SampledAnswer legal = new SampledAnswer(question, question.reference().text(), true);
        assertThat(RewriteExamples.worthLearning(List.of(wrong, unfinished, lucky, legal), 1, new SplittableRandom(1)))
                .containsExactly(wrong, legal);
    }

    @Test
    void theSameSeedDrawsTheSameExamples() {
        assertThat(examples(List.of()).next(50, 0))
                .isEqualTo(examples(List.of()).next(50, 0));
    }

    /**
     * Checksum of what commit 3538cb3 draws with this seed, before locating: the same seed still makes the same model.
     */
    @Test
    void theExamplesAreThoseThatEarlierVersionsDrew() throws NoSuchAlgorithmException {
        String drawn = examples(List.of()).next(200, 0).stream()
                .map(example ->
                        String.join(" ", example.question(), example.reference(), example.answer(), example.rewrite()))
                .collect(Collectors.joining("\n"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(drawn.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("fc3e76d653f4584f0e3c018c605370a495f96ec5f6fe60569f17b4f22db86ea1");
    }

    @Test
    void theFirstStepThatTheRewriteChangesIsTheOneWithTheFirstImpossibleToken() {
        Steps steps = new Steps(";");
        assertThat(examples(List.of()).next(1_000, 0)).allSatisfy(example -> {
            ArithmeticQuestion question = Objects.requireNonNull(BY_TEXT.get(example.question()));
            OptionalInt impossible = new SoundSolutions(question.terms()).firstImpossibleToken(example.answer());
            int wrong = impossible.isPresent() ? SolutionText.stepOf(example.answer(), impossible.getAsInt()) : 0;
            assertThat(steps.firstChanged(example.answer(), example.rewrite())).isEqualTo(wrong);
        });
    }

    private static RewriteExamples examples(List<SampledAnswer> real) {
        return new RewriteExamples(QUESTIONS, real, Teaching.demo(), new SplittableRandom(3));
    }
}
