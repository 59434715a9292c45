package dev.errata.ops.cli.audit;

import dev.errata.schemas.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * What became of 32 neighboring records in one pass. A set of samples is one long, bit i for sample i, so that an audit
 * of millions of rollouts stays small: about 35 bytes for each question of a pass.
 */
final class AskChunk {

    /** Offsets in a chunk. */
    static final int SIZE = 32;

    /** Most answers per question that an audit can follow. */
    static final int MOST_SAMPLES = Long.SIZE;

    private static final byte ASKED = -1;
    private static final SkipReason[] REASONS = SkipReason.values();

    /** For each record 0 if nothing is known, {@link #ASKED}, or 1 and the ordinal of the reason it was skipped for. */
    private final byte[] fate = new byte[SIZE];

    /** n of each asked record, as its rollouts say; 0 if unknown, -1 if they differ. */
    private final byte[] answers = new byte[SIZE];

    final long[] sampled = new long[SIZE];
    final long[] scored = new long[SIZE];
    final long[] rejectedByScorer = new long[SIZE];
    final long[] rejectedLater = new long[SIZE];

    /** Adds a sample to one of the sets; false if it was there already. */
    static boolean add(long[] sets, RolloutId id) {
        int index = index(id.offset());
        long before = sets[index];
        sets[index] |= 1L << id.sample();
        return sets[index] != before;
    }

    /** Marks a record as asked; false if it was asked or skipped already. */
    boolean ask(long offset) {
        boolean first = fate[index(offset)] == 0;
        fate[index(offset)] = ASKED;
        return first;
    }

    /** Marks a record as skipped; false if it was asked or skipped already. */
    boolean skip(long offset, SkipReason reason) {
        boolean first = fate[index(offset)] == 0;
        if (first) {
            fate[index(offset)] = (byte) (1 + reason.ordinal());
        }
        return first;
    }

    /** Turns an asked record into a skipped one. */
    void setAside(long offset) {
        fate[index(offset)] = (byte) (1 + SkipReason.DEAD_LETTER.ordinal());
    }

    boolean isAsked(long offset) {
        return fate[index(offset)] == ASKED;
    }

    /** Whether a record was asked or skipped. */
    boolean isSettled(long offset) {
        return fate[index(offset)] != 0;
    }

    /** Why a record was skipped; null if it was not. */
    @Nullable
    SkipReason skipped(long offset) {
        int known = fate[index(offset)];
        return known > 0 ? REASONS[known - 1] : null;
    }

    /** Notes n of an asked record, as one of its rollouts says. */
    void answers(long offset, int groupSize) {
        int index = index(offset);
        byte n = (byte) (groupSize > MOST_SAMPLES ? -1 : groupSize);
        answers[index] = answers[index] == 0 || answers[index] == n ? n : -1;
    }

    /** n of an asked record; 0 if unknown, -1 if its rollouts do not agree. */
    int answers(long offset) {
        return answers[index(offset)];
    }

    static int index(long offset) {
        return (int) (offset % SIZE);
    }
}
