package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Keys and values of running sequences, in pages of {@link #PAGE} positions (PagedAttention, arXiv:2309.06180): a sequence
 * owns as many as it has reached, so memory and attention follow the real lengths. This is the book of who owns what; where
 * the numbers lie is up to whoever computes. Pages are kept for the next sequences once allocated. Not thread-safe.
 */
public abstract class KeyValueCache implements AutoCloseable {

    /** Positions a page. */
    public static final int PAGE = 16;

    /** Most numbers in keys and values together, unless told otherwise: 1 GiB of fp32. */
    protected static final long BUDGET = 1L << 28;

    private final BitSet used = new BitSet();
    private final int limit;
    private int pages;

    /**
     * An empty cache for a network.
     *
     * @param budget most numbers in keys and values together, but for one sequence of the greatest length
     */
    protected KeyValueCache(ModelConfig config, long budget) {
        long page = 2L * PAGE * config.layers() * config.keyValueHeads() * config.headWidth();
        // One more: two sequences that are no longer than that together each have a last page that is not full.
        limit = (int) Math.min(Integer.MAX_VALUE / 2, Math.max(pages(config.maxPositions()) + 1, budget / page));
    }

    /** How many pages so many positions need. */
    public static int pages(int positions) {
        return (positions + PAGE - 1) / PAGE;
    }

    /** Most pages that the cache may hold; at least one sequence of the network's greatest length fits, or two that share it. */
    public final int limit() {
        return limit;
    }

    /** The lowest free page, now taken; the cache grows where there is none. */
    public final int take() {
        int page = used.nextClearBit(0);
        if (page >= limit) {
            throw new IllegalStateException("all " + limit + " pages of the key-value cache are in use");
        }
        if (page >= pages) {
            growTo(Math.min(limit, Math.max(page + 1, 2 * pages)));
        }
        used.set(page);
        return page;
    }

    /** Makes room for so many pages at once, so that growing step by step does not copy. */
    public final void reserve(int wanted) {
        if (wanted > pages) {
            growTo(Math.min(limit, wanted));
        }
    }

    private void growTo(int wanted) {
        grow(wanted);
        pages = wanted;
    }

    /** Gives pages back. */
    public final void release(List<Integer> returned) {
        returned.forEach(used::clear);
    }

    /** Gives all pages back. */
    public final void releaseAll() {
        used.clear();
    }

    /** Pages in use. */
    public final int size() {
        return used.cardinality();
    }

    /** The pages from 0 on among which those in use are: one behind the highest. */
    protected final int span() {
        return used.length();
    }

    /** Pages there is room for. */
    protected final int capacity() {
        return pages;
    }

    /** Takes note that a page has moved into a free one. */
    protected final void moved(int page, int to) {
        used.clear(page);
        used.set(to);
    }

    /** The lowest free page from a given one on. */
    protected final int firstFree(int from) {
        return used.nextClearBit(from);
    }

    /** Makes room for so many pages, more than now, and keeps what is there. */
    protected abstract void grow(int wanted);

    /**
     * Closes gaps between pages in use, where they cost anything.
     *
     * @return the new number of each page that has moved
     */
    public abstract Map<Integer, Integer> compact();

    @Override
    public abstract void close();
}
