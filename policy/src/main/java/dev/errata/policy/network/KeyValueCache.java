package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Keys and values of running sequences, in pages of {@link #PAGE} positions (PagedAttention, arXiv:2309.06180). A
 * sequence owns as many pages as it has reached, so memory and attention follow its real length. This class records
 * which pages are in use; the backend stores the numbers. Allocated pages are kept for later sequences. Not
 * thread-safe.
 */
public abstract class KeyValueCache implements AutoCloseable {

    /** Positions per page. */
    public static final int PAGE = 16;

    /** Most numbers in keys and values together by default: 1 GiB of fp32. */
    protected static final long BUDGET = 1L << 28;

    private final BitSet used = new BitSet();
    private final int limit;
    private int pages;

    /**
     * An empty cache for a network.
     *
     * @param budget most numbers in keys and values together; one sequence of the greatest length fits in any case
     */
    protected KeyValueCache(ModelConfig config, long budget) {
        long page = 2L * PAGE * config.layers() * config.keyValueHeads() * config.headWidth();
        // One more: two sequences that together have this length may each have a partial last page.
        limit = (int) Math.min(Integer.MAX_VALUE / 2, Math.max(pages(config.maxPositions()) + 1, budget / page));
    }

    /** Number of pages that a number of positions needs. */
    public static int pages(int positions) {
        return (positions + PAGE - 1) / PAGE;
    }

    /**
     * Most pages that the cache may hold; at least one sequence of the network's greatest length fits, or two that
     * share that length.
     */
    public final int limit() {
        return limit;
    }

    /** Takes the lowest free page; the cache grows if there is none. */
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

    /** Makes room for a number of pages at once, which saves copies. */
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

    /** Number of pages in use. */
    public final int size() {
        return used.cardinality();
    }

    /** One more than the highest page in use. */
    protected final int span() {
        return used.length();
    }

    /** Number of allocated pages. */
    protected final int capacity() {
        return pages;
    }

    /** Records that the contents of a page moved to a free one. */
    protected final void moved(int page, int to) {
        used.clear(page);
        used.set(to);
    }

    /** The lowest free page from a given one on. */
    protected final int firstFree(int from) {
        return used.nextClearBit(from);
    }

    /** Allocates more pages, up to a number, and keeps their contents. */
    protected abstract void grow(int wanted);

    /**
     * Closes gaps between pages in use, if gaps cost anything.
     *
     * @return the new number of each page that has moved
     */
    public abstract Map<Integer, Integer> compact();

    @Override
    public abstract void close();
}
