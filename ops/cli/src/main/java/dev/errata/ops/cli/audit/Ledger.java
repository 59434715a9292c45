package dev.errata.ops.cli.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the outcomes of questions and rollouts. Knows no transport: {@link Audit} or a test feeds it. */
public final class Ledger {

    private static final String SCORER = "scorer";

    private final Map<String, PartitionLedger> partitions = new HashMap<>();
    private final Map<String, Long> rejectedByReason = new TreeMap<>();
    private long duplicateRollouts;
    private long duplicateScores;
    private long duplicateRejections;
    private long unreadableIds;

    /** A question record that actors have consumed. */
    public void asked(String topic, int partition, long offset) {
        at(topic + "/" + partition).asked(offset);
    }

    /** A question record that is a dead letter. */
    public void setAside(String topic, int partition, long offset) {
        at(topic + "/" + partition).setAside(offset);
    }

    /** A record of the rollouts topic. */
    public void rollout(String rolloutId) {
        parse(rolloutId).ifPresent(id -> duplicateRollouts += at(id.partition()).rollout(id) ? 0 : 1);
    }

    /** A record of the scored-rollouts topic. */
    public void scored(String rolloutId) {
        parse(rolloutId).ifPresent(id -> duplicateScores += at(id.partition()).scored(id) ? 0 : 1);
    }

    /** A record of the rejected-rollouts topic. */
    public void rejected(String rolloutId, String reason, String stage) {
        Optional<RolloutId> id = parse(rolloutId);
        if (id.isEmpty()) {
            return;
        }
        boolean byScorer = stage.equals(SCORER);
        if (at(id.get().partition()).rejected(id.get(), byScorer)) {
            rejectedByReason.merge(reason, 1L, Long::sum);
        } else {
            duplicateRejections++;
        }
    }

    /** The counts; n is the number of answers that most asked questions have. */
    public AuditTally tally() {
        int n = answersPerQuestion();
        var sum = new AuditTally.Sum();
        partitions.values().forEach(partition -> partition.addTo(sum, n));
        List<String> violations = new ArrayList<>();
        AuditTally.report(violations, duplicateRollouts, "rollouts are in the log twice");
        AuditTally.report(violations, duplicateScores, "rollouts were scored twice");
        AuditTally.report(violations, duplicateRejections, "rollouts were rejected twice");
        AuditTally.report(
                violations,
                unreadableIds,
                "records have a key that is no rollout id, or a sample index above " + (SampleSets.MOST_SAMPLES - 1));
        violations.addAll(sum.violations());
        return new AuditTally(
                sum.asked,
                sum.deadLettered,
                n,
                sum.rollouts,
                sum.scored,
                sum.rejected,
                sum.pending,
                Map.copyOf(rejectedByReason),
                List.copyOf(violations));
    }

    private int answersPerQuestion() {
        long[] questionsByAnswers = new long[SampleSets.MOST_SAMPLES + 1];
        partitions.values().forEach(partition -> partition.countAnswers(questionsByAnswers));
        int n = 0;
        for (int answers = 1; answers < questionsByAnswers.length; answers++) {
            if (questionsByAnswers[answers] > (n == 0 ? 0 : questionsByAnswers[n])) {
                n = answers;
            }
        }
        return n;
    }

    private Optional<RolloutId> parse(String rolloutId) {
        Optional<RolloutId> id = RolloutId.parse(rolloutId)
                .filter(it -> it.sample() < SampleSets.MOST_SAMPLES && it.offset() < Integer.MAX_VALUE - 8);
        unreadableIds += id.isPresent() ? 0 : 1;
        return id;
    }

    private PartitionLedger at(String partition) {
        return partitions.computeIfAbsent(partition, name -> new PartitionLedger());
    }
}
