package dev.errata.policy.sampling;

import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.Arguments;
import dev.errata.policy.network.KeyValueCache;
import java.util.List;
import java.util.stream.LongStream;

/** Which rows of a packed batch are kept in which slots of the cache. */
final class KeptRows {

    private final LongStream.Builder sources = LongStream.builder();
    private final LongStream.Builder slots = LongStream.builder();

    /** Keeps rows begin to begin + count - 1 as positions 0 to count - 1 of the sequence that owns the pages. */
    void add(int begin, int count, List<Integer> pages) {
        add(begin, 0, count, pages);
    }

    /** Keeps rows begin to begin + count - 1 as positions first to first + count - 1. */
    void add(int begin, int first, int count, List<Integer> pages) {
        for (int p = first; p < first + count; p++) {
            sources.add((long) begin + p - first);
            slots.add((long) pages.get(p / KeyValueCache.PAGE) * KeyValueCache.PAGE + p % KeyValueCache.PAGE);
        }
    }

    /** Rows [M] and slots [M]. */
    Arguments arguments(NDManager scope) {
        List<Object> inOrder = List.of(
                scope.create(sources.build().toArray()),
                scope.create(slots.build().toArray()));
        return () -> inOrder;
    }
}
