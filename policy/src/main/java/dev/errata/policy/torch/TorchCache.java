package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key-value cache with one tensor per layer, keys and then values, [2, pages, G, PAGE, W]. Attention reads all pages
 * up to the highest in use.
 */
final class TorchCache extends KeyValueCache implements ScriptArguments {

    /** Ratio of spanned to used pages above which gaps are closed. */
    private static final double MAX_SPAN_RATIO = 1.25;

    private final TorchNetwork network;
    private NDManager manager;
    private NDList arrays = new NDList();

    TorchCache(TorchNetwork network) {
        super(network.config(), BUDGET);
        this.network = network;
        manager = network.scope();
    }

    @Override
    protected void grow(int wanted) {
        NDManager next = network.scope();
        NDList grown = network.module()
                .evaluate(next, "new_cache", network.inferenceWeights(), next.create((long) wanted), next.create((long)
                        PAGE));
        if (capacity() > 0) {
            network.module().evaluate(next, "carry_over", grown, arrays);
        }
        manager.close();
        manager = next;
        arrays = grown;
    }

    /** Number of pages that attention reads: one more than the highest in use. */
    int reach() {
        return span();
    }

    /** Moves the highest pages into the lowest free ones. */
    @Override
    public Map<Integer, Integer> compact() {
        return span() > MAX_SPAN_RATIO * size() ? closeGaps() : Map.of();
    }

    Map<Integer, Integer> closeGaps() {
        Map<Integer, Integer> moves = new LinkedHashMap<>();
        for (int free = firstFree(0); free < span(); free = firstFree(free)) {
            int last = span() - 1;
            moves.put(last, free);
            moved(last, free);
        }
        if (!moves.isEmpty()) {
            try (NDManager scope = network.scope()) {
                network.module()
                        .evaluate(scope, "move", array(scope, moves.keySet()), array(scope, moves.values()), this);
            }
        }
        return moves;
    }

    private static NDArray array(NDManager scope, Iterable<Integer> numbers) {
        List<Long> all = new ArrayList<>();
        numbers.forEach(number -> all.add((long) number));
        return scope.create(all.stream().mapToLong(Long::longValue).toArray());
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
