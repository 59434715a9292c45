package dev.errata.tasks.arithmetic.audit;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How well low rewards point at the first wrong token. All are shares; what comes after the first wrong token is left
 * out, for there is no right or wrong way to go on with an error.
 *
 * @param recall answers whose first wrong token is marked, that is has a probability below 0.4
 * @param precision of the marked tokens up to and including the first wrong one, those that are it
 * @param exact answers of which the first marked token is the first wrong one
 * @param markedBefore of the tokens before the first wrong one, those that are marked
 * @param doubtedBefore of the tokens before the first wrong one, those with a probability below 0.5
 */
public record ErrorMarks(double recall, double precision, double exact, double markedBefore, double doubtedBefore) {

    /** Counts, with the first wrong token of an answer as {@code firstWrong} has it. */
    static ErrorMarks of(List<ReviewedAnswer> answers, ToIntFunction<ReviewedAnswer> firstWrong) {
        long hits = 0;
        long exact = 0;
        long before = 0;
        long markedBefore = 0;
        long doubtedBefore = 0;
        for (ReviewedAnswer answer : answers) {
            float[] p = answer.probabilities();
            int first = firstWrong.applyAsInt(answer);
            long early = below(p, first, Threshold.MARKED);
            boolean hit = p[first] < Threshold.MARKED;
            hits += hit ? 1 : 0;
            exact += hit && early == 0 ? 1 : 0;
            before += first;
            markedBefore += early;
            doubtedBefore += below(p, first, Threshold.DOUBTED);
        }
        return new ErrorMarks(
                Share.of(hits, answers.size()),
                Share.of(hits, hits + markedBefore),
                Share.of(exact, answers.size()),
                Share.of(markedBefore, before),
                Share.of(doubtedBefore, before));
    }

    private static long below(float[] probabilities, int end, double threshold) {
        long below = 0;
        for (int t = 0; t < end; t++) {
            below += probabilities[t] < threshold ? 1 : 0;
        }
        return below;
    }
}
