package dev.errata.tasks.arithmetic.audit;

import java.util.List;

/**
 * How well low rewards mark all tokens that the exact minimal rewrite edits, not only the first. Both are shares.
 *
 * @param recall share of the deleted or replaced tokens that are marked: their probability is below 0.4
 * @param precision share of the marked tokens that the exact minimal rewrite deletes or replaces
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
