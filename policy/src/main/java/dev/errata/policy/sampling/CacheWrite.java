package dev.errata.policy.sampling;

import java.util.List;

/**
 * Rows of a sequence whose keys and values are written to the cache.
 *
 * @param sequence index of the sequence that is read
 * @param row first row that is written, counted from the sequence's first token
 * @param count number of rows
 * @param first position of the first row in the sequence that owns the pages; the others follow
 * @param pages the pages of that owner, in order of position
 */
public record CacheWrite(int sequence, int row, int count, int first, List<Integer> pages) {

    /** The first {@code count} rows of a sequence, as the start of their owner. */
    public static CacheWrite beginning(int sequence, int count, List<Integer> pages) {
        return new CacheWrite(sequence, 0, count, 0, pages);
    }
}
