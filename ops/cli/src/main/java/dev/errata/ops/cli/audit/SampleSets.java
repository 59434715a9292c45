package dev.errata.ops.cli.audit;

import java.util.Arrays;

/**
 * For every record of one partition, a set of sample indexes 0 to 63, packed in one long per offset: eight bytes a
 * question, so that an audit of millions of rollouts stays small.
 */
final class SampleSets {

    /** Most answers per question that an audit can follow. */
    static final int MOST_SAMPLES = Long.SIZE;

    private long[] sets = new long[0];

    /** Adds a sample; false where it was there already. */
    boolean add(long offset, int sample) {
        int index = Math.toIntExact(offset);
        if (index >= sets.length) {
            sets = Arrays.copyOf(sets, Math.max(index + 1, (int) Math.min(Integer.MAX_VALUE - 8L, sets.length * 2L)));
        }
        long before = sets[index];
        sets[index] = before | 1L << sample;
        return sets[index] != before;
    }

    /** The samples of one record, bit i for sample i. */
    long at(long offset) {
        return offset < sets.length ? sets[Math.toIntExact(offset)] : 0;
    }

    /** One past the highest offset that may have samples. */
    int end() {
        return sets.length;
    }
}
