package dev.errata.tasks.arithmetic.audit;

import dev.errata.tasks.arithmetic.ClosestPath;
import dev.errata.tasks.arithmetic.SolutionText;
import dev.errata.tasks.arithmetic.SoundSolutions;

/**
 * A wrong answer, a reward model's review of it, and the exact minimal rewrite to compare with.
 *
 * @param wrong the answer
 * @param probabilities p_t of its tokens, end-of-sequence included, [T + 1]
 * @param rewrite the reward model's rewrite; empty where it did not end
 * @param closest the exact minimal rewrite
 * @param firstImpossible index of the first token after which no sound solution can follow
 * @param firstChanged index of the first token that the exact minimal rewrite does not keep; never after the other one
 */
record ReviewedAnswer(
        UnsoundAnswer wrong,
        float[] probabilities,
        String rewrite,
        String closest,
        int firstImpossible,
        int firstChanged) {

    /** Adds the exact minimal rewrite. */
    static ReviewedAnswer of(UnsoundAnswer wrong, float[] probabilities, String rewrite) {
        String closest = ClosestPath.to(wrong.text(), wrong.question());
        int impossible = new SoundSolutions(wrong.question().terms())
                .firstImpossibleToken(wrong.text())
                .orElseThrow(() -> new IllegalArgumentException(wrong.text() + " is a sound solution of "
                        + wrong.question().text()));
        return new ReviewedAnswer(
                wrong,
                probabilities,
                rewrite,
                closest,
                impossible,
                SolutionText.firstDifference(wrong.text(), closest));
    }

    /** The same answer with another rewrite. */
    ReviewedAnswer with(String other) {
        return new ReviewedAnswer(wrong, probabilities, other, closest, firstImpossible, firstChanged);
    }

    /**
     * Number of the step with the first impossible token; the steps before it are those that the exact rewrite keeps.
     */
    int firstWrongStep() {
        return SolutionText.stepOf(wrong.text(), firstImpossible);
    }
}
