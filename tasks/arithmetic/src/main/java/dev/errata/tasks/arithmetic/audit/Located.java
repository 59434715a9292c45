package dev.errata.tasks.arithmetic.audit;

import dev.errata.rewardmodel.Location.Outcome;
import java.util.List;

/**
 * How well a reward model names the first wrong step, which is the one with the first wrong token, and what its
 * rewrites become when they keep the steps before the one it names. The first four are shares of the answers and add up
 * to 1.
 *
 * @param exact it names the first wrong step
 * @param early it names an earlier one, so that the rewrite keeps too little by order
 * @param late it names a later one, so that the rewrite keeps the error
 * @param unlocated it says that none is wrong, or nothing that names a step of the answer
 * @param rewrites how good the rewrites are
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
