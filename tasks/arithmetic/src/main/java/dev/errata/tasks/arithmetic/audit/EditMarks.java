package dev.errata.tasks.arithmetic.audit;

import java.util.List;

/**
 * How well low rewards point at all tokens that the exact minimal rewrite edits, not at the first one only. Both are
 * shares.
 *
 * @param recall of the tokens that it deletes or replaces, those that are marked, that is have a probability below 0.4
 * @param precision of the marked tokens, those that it deletes or replaces
 */
public record EditMarks(double recall, double precision) {

    /** Counts over all tokens of all answers. */
    static EditMarks of(List<ReviewedAnswer> answers) {
        long edited = 0;
        long marked = 0;
        long both = 0;
        for (ReviewedAnswer answer : answers) {
            boolean[] kept = KeptTokens.of(answer);
            for (int t = 0; t < kept.length; t++) {
                boolean mark = answer.probabilities()[t] < Threshold.MARKED;
                edited += kept[t] ? 0 : 1;
                marked += mark ? 1 : 0;
                both += mark && !kept[t] ? 1 : 0;
            }
        }
        return new EditMarks(Share.of(both, edited), Share.of(both, marked));
    }
}
