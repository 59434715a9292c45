package dev.errata.tasks.arithmetic.audit;

import dev.errata.rewardmodel.Location.Outcome;
import java.util.List;

/**
 * How well a reward model locates the first wrong step, which contains the first wrong token, and the quality of its
 * rewrites when they keep the steps before the located one. The first four are shares of the answers and add up to 1.
 *
 * @param exact the model names the first wrong step
 * @param early the model names an earlier step, so the rewrite is made to keep too little
 * @param late the model names a later step, so the rewrite keeps the error
 * @param unlocated the model replies that no step is wrong, or its reply names no step of the answer
 * @param rewrites quality of the rewrites
 */
public record Located(double exact, double early, double late, double unlocated, RewriteQuality rewrites) {

    /** Counts. */
    static Located of(List<LocatedAnswer> answers) {
        long exact = 0;
        long early = 0;
        long late = 0;
        long unlocated = 0;
        for (LocatedAnswer answer : answers) {
            int first = answer.reviewed().firstWrongStep();
            int named = answer.location().step();
            if (answer.location().outcome() != Outcome.LOCATED) {
                unlocated++;
            } else if (named == first) {
                exact++;
            } else if (named < first) {
                early++;
            } else {
                late++;
            }
        }
        int all = answers.size();
        return new Located(
                Share.of(exact, all),
                Share.of(early, all),
                Share.of(late, all),
                Share.of(unlocated, all),
                RewriteQuality.of(answers.stream().map(LocatedAnswer::reviewed).toList()));
    }
}
