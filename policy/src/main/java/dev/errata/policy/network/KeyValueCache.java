package dev.errata.policy.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Keys and values of running sequences, in pages of {@link #PAGE} positions (PagedAttention, arXiv:2309.06180): a sequence
 * owns as many as it has reached, so memory and attention follow the real lengths. One tensor a layer, keys and then
 * values, [2, pages, G, PAGE, W]. Pages are kept for the next sequences once allocated. Not thread-safe.
 */
public final class KeyValueCache implements Arguments, AutoCloseable {

    /** Positions a page. */
    public static final int PAGE = 16;

    /** Most numbers in keys and values together: 1 GiB of fp32. */
    private static final long BUDGET = 1L << 28;

    private final Decoder decoder;
    private final BitSet used = new BitSet();
    private final int limit;
    private NDManager manager;
    private NDList arrays = new NDList();
    private int pages;

    /** An empty cache for a network. */
    public KeyValueCache(Decoder decoder) {
        this.decoder = decoder;
        manager = decoder.scope();
        ModelConfig config = decoder.config();
        long page = 2L * PAGE * config.layers() * config.keyValueHeads() * config.headWidth();
        // One more: two sequences that are no longer than that together each have a last page that is not full.
        limit = (int) Math.min(Integer.MAX_VALUE / 2, Math.max(pages(config.maxPositions()) + 1, BUDGET / page));
    }

    /** How many pages so many positions need. */
    public static int pages(int positions) {
        return (positions + PAGE - 1) / PAGE;
    }

    /** Most pages that the cache may hold; at least one sequence of the network's greatest length fits, or two that share it. */
    public int limit() {
        return limit;
    }

    /** The lowest free page, now taken; the caches grow where there is none. */
    public int take() {
        int page = used.nextClearBit(0);
        if (page >= limit) {
            throw new IllegalStateException("all " + limit + " pages of the key-value cache are in use");
        }
        if (page >= pages) {
            grow(Math.min(limit, Math.max(page + 1, 2 * pages)));
        }
        used.set(page);
        return page;
    }

    /** Makes room for so many pages at once, so that growing step by step does not copy. */
    public void reserve(int wanted) {
        if (wanted > pages) {
            grow(Math.min(limit, wanted));
        }
    }

    /** Gives pages back. */
    public void release(List<Integer> returned) {
        returned.forEach(used::clear);
    }

    /** Gives all pages back. */
    public void releaseAll() {
        used.clear();
    }

    /** The pages from 0 on that attention must look at: one behind the highest in use. */
    public int span() {
        return used.length();
    }

    /** Pages in use. */
    public int size() {
        return used.cardinality();
    }

    /**
     * Closes the gaps: moves the highest pages into the lowest free ones.
     *
     * @return pairs of a page's old and new number, [2] each
     */
    public List<int[]> compact() {
        List<int[]> moves = new ArrayList<>();
        int free = used.nextClearBit(0);
        while (free < used.length()) {
            int last = used.length() - 1;
            moves.add(new int[] {last, free});
            used.clear(last);
            used.set(free);
            free = used.nextClearBit(free);
        }
        if (!moves.isEmpty()) {
            try (NDManager scope = decoder.scope()) {
                NDArray from =
                        scope.create(moves.stream().mapToLong(move -> move[0]).toArray());
                NDArray to =
                        scope.create(moves.stream().mapToLong(move -> move[1]).toArray());
                decoder.module().evaluate(scope, "move", from, to, this);
            }
        }
        return moves;
    }

    private void grow(int wanted) {
        NDManager next = decoder.scope();
        NDList grown = decoder.module()
                .evaluate(next, "new_cache", decoder.prepared(), next.create((long) wanted), next.create((long) PAGE));
        if (pages > 0) {
            decoder.module().evaluate(next, "carry_over", grown, arrays);
        }
        manager.close();
        manager = next;
        arrays = grown;
        pages = wanted;
    }

    @Override
    public List<Object> inOrder() {
        return List.of(arrays);
    }

    @Override
    public void close() {
        manager.close();
    }
}
