package dev.errata.ops.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Running sums of a ledger over its partitions and passes. */
final class LedgerSums {

    final SortedMap<Integer, Long> askedByAnswers = new TreeMap<>();
    long rollouts;
    long scored;
    long rejected;
    long pending;
    long unanswered;
    long partlyAnswered;
    long answeredThoughSkipped;
    long askedAgain;
    long outsideTheirPass;
    long cutShort;
    long leftOut;
    long withoutDeadLetter;
    long committedButNotAsked;
    long verdictsWithoutRollout;
    long scoredAndRejected;

    List<String> violations() {
        List<String> found = new ArrayList<>();
        report(found, unanswered, "asked questions have no answers");
        report(found, partlyAnswered, "asked questions have a number of answers other than n");
        report(found, answeredThoughSkipped, "questions were skipped and have answers in the same pass");
        report(found, askedAgain, "questions were asked or skipped twice in the same pass");
        report(found, outsideTheirPass, "questions were asked or skipped in a pass that does not cover them");
        report(found, cutShort, "passes began although the pass before had not ended");
        report(found, leftOut, "questions were left out of a pass that has ended");
        report(found, withoutDeadLetter, "questions were skipped as dead letters and have none");
        report(found, committedButNotAsked, "questions are below the committed offset and were not asked");
        report(found, verdictsWithoutRollout, "verdicts name a rollout that is not in the log");
        report(found, scoredAndRejected, "rollouts were both scored and rejected by the scorer");
        return found;
    }

    static void report(List<String> violations, long count, String what) {
        if (count > 0) {
            violations.add(count + " " + what + ".");
        }
    }
}
