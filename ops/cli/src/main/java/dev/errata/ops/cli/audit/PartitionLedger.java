package dev.errata.ops.cli.audit;

import java.util.BitSet;

/** The outcomes of the questions of one partition. Only asked records are counted: those below the committed offset. */
final class PartitionLedger {

    private final BitSet asked = new BitSet();
    private final BitSet setAside = new BitSet();
    private final SampleSets rollouts = new SampleSets();
    private final SampleSets scored = new SampleSets();
    private final SampleSets rejectedByScorer = new SampleSets();
    private final SampleSets rejectedLater = new SampleSets();

    void asked(long offset) {
        asked.set(Math.toIntExact(offset));
    }

    void setAside(long offset) {
        setAside.set(Math.toIntExact(offset));
    }

    boolean rollout(RolloutId id) {
        return rollouts.add(id.offset(), id.sample());
    }

    boolean scored(RolloutId id) {
        return scored.add(id.offset(), id.sample());
    }

    boolean rejected(RolloutId id, boolean byScorer) {
        return (byScorer ? rejectedByScorer : rejectedLater).add(id.offset(), id.sample());
    }

    /** Counts the asked records by their number of answers. */
    void countAnswers(long[] questionsByAnswers) {
        for (int offset = asked.nextSetBit(0); offset >= 0; offset = asked.nextSetBit(offset + 1)) {
            if (!setAside.get(offset)) {
                questionsByAnswers[Long.bitCount(rollouts.at(offset))]++;
            }
        }
    }

    /** Adds this partition to the sums; n is the number of answers that every asked question should have. */
    void addTo(AuditTally.Sum sum, int n) {
        long all = n == SampleSets.MOST_SAMPLES ? -1L : (1L << n) - 1;
        int end = Math.max(asked.length(), Math.max(rollouts.end(), Math.max(scored.end(), rejectedByScorer.end())));
        for (int offset = 0; offset < end; offset++) {
            if (asked.get(offset)) {
                addQuestion(sum, offset, all);
            }
            long sampled = asked.get(offset) ? rollouts.at(offset) : 0;
            long rejected = rejectedByScorer.at(offset) | rejectedLater.at(offset);
            long verdicts = scored.at(offset) | rejected;
            sum.rollouts += Long.bitCount(sampled);
            sum.rejected += Long.bitCount(sampled & rejected);
            sum.scored += Long.bitCount(sampled & scored.at(offset) & ~rejected);
            sum.pending += Long.bitCount(sampled & ~verdicts);
            sum.verdictsWithoutRollout += Long.bitCount(verdicts & ~rollouts.at(offset));
            sum.scoredAndRejected += Long.bitCount(scored.at(offset) & rejectedByScorer.at(offset));
        }
    }

    private void addQuestion(AuditTally.Sum sum, int offset, long all) {
        sum.asked++;
        long sampled = rollouts.at(offset);
        if (setAside.get(offset)) {
            sum.deadLettered++;
            sum.answeredDeadLetters += sampled == 0 ? 0 : 1;
        } else if (sampled == 0) {
            sum.unanswered++;
        } else if (sampled != all) {
            sum.partlyAnswered++;
        }
    }
}
