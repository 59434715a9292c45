package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A key-value cache with one array per page, so that no page ever moves. */
final class VectorCache extends KeyValueCache {

    /** The caches of a policy together take at most 1 / HEAP_SHARE of the Java heap. */
    private static final long HEAP_SHARE = 4;

    private final PageLayout layout;
    private float[][] pages = {};

    /** One of a number of caches of a policy. */
    VectorCache(ModelConfig config, int caches) {
        super(config, Math.min(BUDGET, Runtime.getRuntime().maxMemory() / HEAP_SHARE / Float.BYTES / caches));
        layout = PageLayout.of(config);
    }

    @Override
    protected void grow(int wanted) {
        float[][] more = Arrays.copyOf(pages, wanted);
        for (int page = pages.length; page < wanted; page++) {
            more[page] = new float[layout.size()];
        }
        pages = more;
    }

    /** The pages of a sequence, in order of position. */
    float[][] pages(List<Integer> numbers) {
        float[][] some = new float[numbers.size()][];
        for (int i = 0; i < some.length; i++) {
            some[i] = pages[numbers.get(i)];
        }
        return some;
    }

    @Override
    public Map<Integer, Integer> compact() {
        return Map.of();
    }

    @Override
    public void close() {
        pages = new float[0][];
    }
}
