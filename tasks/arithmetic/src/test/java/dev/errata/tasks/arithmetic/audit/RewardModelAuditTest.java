package dev.errata.tasks.arithmetic.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.Location.Outcome;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.Operator;
import dev.errata.tasks.arithmetic.SolutionPath;
import dev.errata.tasks.arithmetic.Step;
import dev.errata.tasks.arithmetic.Term;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two reviews of one question, every figure counted by hand. */
class RewardModelAuditTest {

    /** 2*3+4-1 with the reference 2*3=6;6+4=10;10-1=9;####9. */
    private static final ArithmeticQuestion QUESTION = question();

    /**
     * The sum is wrong: token 11, the second 1 of {@code 2*3=6;6+4=11;}. Marked there alone; a doubt, no mark, at 2;
     * rewritten exactly.
     */
    private static final ReviewedAnswer EXACT =
            review("2*3=6;6+4=11;11-1=10;####10", "2*3=6;6+4=10;10-1=9;####9", p -> {
                p[2] = 0.45f;
                p[11] = 0.2f;
            });

    /**
     * The minus is lost in {@code 2*3=6;4+1=5;}. One mark too early, at 4, and none where it is wrong; rewritten to the
     * reference, though 4-1=3 is closer.
     */
    private static final ReviewedAnswer COPIED =
            review("2*3=6;4+1=5;6+5=11;####11", "2*3=6;6+4=10;10-1=9;####9", p -> p[4] = 0.1f);

    private static final RewardModelAudit AUDIT = RewardModelAudit.of(List.of(EXACT, COPIED), null);

    @Test
    void theFirstWrongTokensHaveTheExpectedPlaces() {
        assertThat(EXACT.closest()).isEqualTo("2*3=6;6+4=10;10-1=9;####9");
        assertThat(EXACT.firstImpossible()).isEqualTo(11);
        assertThat(EXACT.firstChanged()).isEqualTo(11);
        assertThat(COPIED.closest()).isEqualTo("2*3=6;4-1=3;6+3=9;####9");
        // 4+6 can follow, so the plus is possible and the 1 is not; the exact minimal rewrite changes the plus.
        assertThat(COPIED.firstImpossible()).isEqualTo(8);
        assertThat(COPIED.firstChanged()).isEqualTo(7);
        assertThat(AUDIT.ambiguous()).isEqualTo(0.5);
    }

    @Test
    void marksAreCountedUpToTheFirstWrongToken() {
        ErrorMarks marks = AUDIT.atFirstImpossible();
        assertThat(marks.recall()).isEqualTo(1 / 2.0);
        assertThat(marks.precision()).isEqualTo(1 / 2.0);
        assertThat(marks.exact()).isEqualTo(1 / 2.0);
        assertThat(marks.markedBefore()).isEqualTo(1 / 19.0);
        assertThat(marks.doubtedBefore()).isEqualTo(2 / 19.0);
        assertThat(AUDIT.atFirstChanged().markedBefore()).isEqualTo(1 / 18.0);
    }

    @Test
    void rewritesAreCompared() {
        RewriteQuality rewrites = AUDIT.rewrites();
        assertThat(rewrites.right()).isEqualTo(1);
        assertThat(rewrites.sound()).isEqualTo(1);
        assertThat(rewrites.minimal()).isEqualTo(1 / 2.0);
        assertThat(rewrites.exact()).isEqualTo(1 / 2.0);
        assertThat(rewrites.copiedReference()).isEqualTo(1);
    }

    @Test
    void everyTokenIsInOneBin() {
        List<Calibration.Bin> bins = AUDIT.calibration().bins();
        assertThat(bins).hasSize(10);
        assertThat(bins.stream().mapToLong(Calibration.Bin::tokens).sum())
                .isEqualTo(EXACT.probabilities().length + COPIED.probabilities().length);
        assertThat(bins.get(1).tokens()).isEqualTo(1);
        assertThat(bins.get(1).kept()).as("token 4 of the second is kept").isEqualTo(1);
        assertThat(bins.get(2).kept()).as("token 11 of the first is not").isZero();
        assertThat(bins.get(9).meanProbability()).isCloseTo(0.95, within(1e-6));
    }

    @Test
    void distancesAreCountedFromTheFirstImpossibleToken() {
        List<Propagation.Place> places = AUDIT.propagation().places();
        Propagation.Place zero = places.stream()
                .filter(place -> place.distance() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(zero.tokens()).isEqualTo(2);
        assertThat(zero.meanProbability()).isCloseTo((0.2 + 0.95) / 2, within(1e-6));
        assertThat(zero.marked()).isEqualTo(0.5);
        assertThat(places.get(0).distance()).isEqualTo(-8);
    }

    @Test
    void theEditedTokensAreThoseOfTheAlignment() {
        boolean[] kept = KeptTokens.of(EXACT);
        assertThat(kept).hasSize(EXACT.probabilities().length);
        assertThat(kept[11]).isFalse();
        assertThat(kept[10]).isTrue();
        assertThat(AUDIT.atEdits().precision()).isEqualTo(1 / 2.0);
    }

    @Test
    void aSoundSolutionIsRefused() {
        assertThatThrownBy(() -> review("4-1=3;2*3=6;3+6=9;####9", "", p -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sound");
    }

    /** Both are wrong in their second step. Located early, exactly, late, and not at all. */
    @Test
    void locationsAreComparedWithTheStepOfTheFirstImpossibleToken() {
        assertThat(EXACT.firstWrongStep()).isEqualTo(2);
        assertThat(COPIED.firstWrongStep()).isEqualTo(2);
        Located located = Located.of(List.of(
                new LocatedAnswer(EXACT, new Location(Outcome.LOCATED, 1)),
                new LocatedAnswer(EXACT, new Location(Outcome.LOCATED, 2)),
                new LocatedAnswer(COPIED, new Location(Outcome.LOCATED, 2)),
                new LocatedAnswer(COPIED, new Location(Outcome.LOCATED, 4)),
                new LocatedAnswer(COPIED.with(""), new Location(Outcome.OUT_OF_RANGE, 0))));
        assertThat(located.exact()).isEqualTo(2 / 5.0);
        assertThat(located.early()).isEqualTo(1 / 5.0);
        assertThat(located.late()).isEqualTo(1 / 5.0);
        assertThat(located.unlocated()).isEqualTo(1 / 5.0);
        assertThat(located.rewrites().sound()).isEqualTo(4 / 5.0);
        assertThat(AUDIT.located()).as("of a model that cannot locate").isNull();
    }

    /** The final answer is a step, also where it is missing. */
    @Test
    void anAnswerThatEndsTooEarlyIsWrongInItsLastStep() {
        ReviewedAnswer unended = review("2*3=6;6+4=10;10-1=9;", "", p -> {});
        assertThat(unended.firstImpossible()).isEqualTo(20);
        assertThat(unended.firstWrongStep()).isEqualTo(4);
        assertThat(review("2*3=6;6+4=10;10-1=9;####8", "", p -> {}).firstWrongStep())
                .isEqualTo(4);
    }

    /** Sets some of the probabilities, which are 0.95. */
    private interface Change {
        void apply(float[] probabilities);
    }

    private static ReviewedAnswer review(String answer, String rewrite, Change change) {
        float[] probabilities = new float[answer.replace("####", "#").length() + 1];
        Arrays.fill(probabilities, 0.95f);
        change.apply(probabilities);
        return ReviewedAnswer.of(new UnsoundAnswer(QUESTION, answer), probabilities, rewrite);
    }

    private static ArithmeticQuestion question() {
        List<Term> terms = List.of(
                new Term(Operator.PLUS, List.of(2, 3)),
                new Term(Operator.PLUS, List.of(4)),
                new Term(Operator.MINUS, List.of(1)));
        SolutionPath reference = new SolutionPath(List.of(
                Step.of(2, Operator.TIMES, 3, Step.GIVEN, Step.GIVEN),
                Step.of(6, Operator.PLUS, 4, 0, Step.GIVEN),
                Step.of(10, Operator.MINUS, 1, 1, Step.GIVEN)));
        return new ArithmeticQuestion(terms, List.of(reference), reference);
    }
}
