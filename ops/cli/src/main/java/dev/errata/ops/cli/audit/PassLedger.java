package dev.errata.ops.cli.audit;

import dev.errata.schemas.SkipReason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What became of the questions of one partition in one pass. */
final class PassLedger {

    private final Map<Long, AskChunk> chunks = new HashMap<>();

    /** The chunk that holds a record. */
    AskChunk at(long offset) {
        return chunks.computeIfAbsent(offset / AskChunk.SIZE, number -> new AskChunk());
    }

    /** Whether a record was asked or skipped. */
    boolean isSettled(long offset) {
        AskChunk chunk = chunks.get(offset / AskChunk.SIZE);
        return chunk != null && chunk.isSettled(offset);
    }

    /** Whether a record was asked. */
    boolean isAsked(long offset) {
        AskChunk chunk = chunks.get(offset / AskChunk.SIZE);
        return chunk != null && chunk.isAsked(offset);
    }

    /** Counts the asked records by the number of answers that they have. */
    void countAnswers(long[] questionsByAnswers) {
        for (AskChunk chunk : chunks.values()) {
            for (int i = 0; i < AskChunk.SIZE; i++) {
                if (chunk.isAsked(i)) {
                    questionsByAnswers[Long.bitCount(chunk.sampled[i])]++;
                }
            }
        }
    }

    /** Counts the asked records. */
    long asked() {
        long asked = 0;
        for (AskChunk chunk : chunks.values()) {
            for (int i = 0; i < AskChunk.SIZE; i++) {
                asked += chunk.isAsked(i) ? 1 : 0;
            }
        }
        return asked;
    }

    /** Hands every skipped record and its reason to a visitor. */
    void forEachSkipped(BiConsumer<Long, SkipReason> visitor) {
        chunks.forEach((number, chunk) -> {
            for (int i = 0; i < AskChunk.SIZE; i++) {
                SkipReason reason = chunk.skipped(i);
                if (reason != null) {
                    visitor.accept(number * AskChunk.SIZE + i, reason);
                }
            }
        });
    }

    /** Adds this pass to the sums; n is the number of answers where rollouts do not say it. */
    void addTo(LedgerSums sums, int n) {
        for (AskChunk chunk : chunks.values()) {
            for (int i = 0; i < AskChunk.SIZE; i++) {
                if (chunk.isAsked(i)) {
                    addQuestion(sums, chunk.sampled[i], chunk.answers(i) == 0 ? n : chunk.answers(i));
                }
                addRollouts(sums, chunk, i);
            }
        }
    }

    private static void addQuestion(LedgerSums sums, long sampled, int answers) {
        if (sampled == 0) {
            sums.unanswered++;
        } else if (answers < 0 || sampled != (answers == AskChunk.MOST_SAMPLES ? -1L : (1L << answers) - 1)) {
            sums.partlyAnswered++;
        } else {
            sums.askedByAnswers.merge(answers, 1L, Long::sum);
        }
    }

    private static void addRollouts(LedgerSums sums, AskChunk chunk, int i) {
        long sampled = chunk.isAsked(i) ? chunk.sampled[i] : 0;
        long rejected = chunk.rejectedByScorer[i] | chunk.rejectedLater[i];
        long verdicts = chunk.scored[i] | rejected;
        sums.answeredThoughSkipped += chunk.skipped(i) != null && chunk.sampled[i] != 0 ? 1 : 0;
        sums.rollouts += Long.bitCount(sampled);
        sums.rejected += Long.bitCount(sampled & rejected);
        sums.scored += Long.bitCount(sampled & chunk.scored[i] & ~rejected);
        sums.pending += Long.bitCount(sampled & ~verdicts);
        sums.verdictsWithoutRollout += Long.bitCount(verdicts & ~chunk.sampled[i]);
        sums.scoredAndRejected += Long.bitCount(chunk.scored[i] & chunk.rejectedByScorer[i]);
    }
}
