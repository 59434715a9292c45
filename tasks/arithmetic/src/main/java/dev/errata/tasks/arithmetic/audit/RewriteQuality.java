package dev.errata.tasks.arithmetic.audit;

import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.SolutionText;
import java.util.List;

/**
 * The quality of rewrites. All but the edits are shares.
 *
 * @param right rewrites that end in the right answer
 * @param sound rewrites that are sound step by step, and so end in the right answer
 * @param minimal share of the sound rewrites with no more edits than the exact minimal one
 * @param exact rewrites that are the exact minimal one
 * @param copiedReference share of the answers whose rewrite is the reference, among those to which another sound
 *     solution is closer
 * @param edits mean edits from answer to rewrite, tokens
 * @param exactEdits mean edits from answer to the exact minimal rewrite, tokens
 */
public record RewriteQuality(
        double right,
        double sound,
        double minimal,
        double exact,
        double copiedReference,
        double edits,
        double exactEdits) {

    /** Counts. */
    static RewriteQuality of(List<ReviewedAnswer> answers) {
        long right = 0;
        long sound = 0;
        long minimal = 0;
        long exact = 0;
        long closer = 0;
        long copied = 0;
        long edits = 0;
        long exactEdits = 0;
        for (ReviewedAnswer answer : answers) {
            ArithmeticQuestion question = answer.wrong().question();
            String rewrite = answer.rewrite();
            String reference = question.reference().text();
            int made = SolutionText.edits(answer.wrong().text(), rewrite);
            int least = SolutionText.edits(answer.wrong().text(), answer.closest());
            boolean isSound = question.sound(rewrite);
            boolean isCloser = least < SolutionText.edits(answer.wrong().text(), reference);
            right += question.answeredBy(rewrite) ? 1 : 0;
            sound += isSound ? 1 : 0;
            minimal += isSound && made <= least ? 1 : 0;
            exact += rewrite.equals(answer.closest()) ? 1 : 0;
            closer += isCloser ? 1 : 0;
            copied += isCloser && rewrite.equals(reference) ? 1 : 0;
            edits += made;
            exactEdits += least;
        }
        int all = answers.size();
        return new RewriteQuality(
                Share.of(right, all),
                Share.of(sound, all),
                Share.of(minimal, sound),
                Share.of(exact, all),
                Share.of(copied, closer),
                Share.of(edits, all),
                Share.of(exactEdits, all));
    }
}
