package dev.errata.ops.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The counts of a log. They satisfy: questions answered x n = rollouts = scored + rejected + pending.
 *
 * @param asked question records that actors have consumed, dead letters included
 * @param deadLettered those of them that were set aside instead of answered
 * @param answersPerQuestion n
 * @param rollouts distinct rollouts of asked questions
 * @param scored those whose final verdict is a score
 * @param rejected those finally rejected; scored and later too stale counts here
 * @param pending those without a verdict yet
 * @param rejectedByReason rejections by reason
 * @param violations every broken invariant, one sentence each; empty when clean
 */
// One component for each count of the account.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record AuditTally(
        long asked,
        long deadLettered,
        int answersPerQuestion,
        long rollouts,
        long scored,
        long rejected,
        long pending,
        Map<String, Long> rejectedByReason,
        List<String> violations) {

    /** Running sums over partitions. */
    static final class Sum {
        long asked;
        long deadLettered;
        long answeredDeadLetters;
        long unanswered;
        long partlyAnswered;
        long rollouts;
        long scored;
        long rejected;
        long pending;
        long verdictsWithoutRollout;
        long scoredAndRejected;

        List<String> violations() {
            List<String> found = new ArrayList<>();
            report(found, unanswered, "asked questions have neither answers nor a dead letter");
            report(found, partlyAnswered, "asked questions have a number of answers other than n");
            report(found, answeredDeadLetters, "questions are dead letters and have answers too");
            report(found, verdictsWithoutRollout, "verdicts name a rollout that is not in the log");
            report(found, scoredAndRejected, "rollouts were both scored and rejected by the scorer");
            return found;
        }
    }

    static void report(List<String> violations, long count, String what) {
        if (count > 0) {
            violations.add(count + " " + what + ".");
        }
    }
}
