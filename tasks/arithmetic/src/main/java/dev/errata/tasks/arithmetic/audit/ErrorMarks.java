package dev.errata.tasks.arithmetic.audit;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How well low rewards mark the first wrong token. All are shares. Tokens after the first wrong one are left out,
 * because no continuation of an error is right or wrong.
 *
 * @param recall share of the answers whose first wrong token is marked: its probability is below 0.4
 * @param precision share of the marked tokens, up to and including the first wrong one, that are the first wrong one
 * @param exact share of the answers whose first marked token is the first wrong one
 * @param markedBefore share of the tokens before the first wrong one that are marked
 * @param doubtedBefore share of the tokens before the first wrong one with a probability below 0.5
 */
public record ErrorMarks(double recall, double precision, double exact, double markedBefore, double doubtedBefore) {

    /** Counts over all answers; {@code firstWrong} gives the index of the first wrong token of an answer. */
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
