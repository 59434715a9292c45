package dev.errata.policy.sampling;

import java.util.List;

/**
 * Rows of a reading whose keys and values are kept.
 *
 * @param reading number of the reading
 * @param row its first row that is kept, counted from the reading's first token
 * @param count how many rows
 * @param first which position the first of them has in the sequence that owns the pages; the others follow
 * @param pages the pages of that sequence, in order of position
 */
public record CacheWrite(int reading, int row, int count, int first, List<Integer> pages) {

    /** The first so many rows of a reading, as the beginning of a sequence. */
    public static CacheWrite beginning(int reading, int count, List<Integer> pages) {
        return new CacheWrite(reading, 0, count, 0, pages);
    }
}
