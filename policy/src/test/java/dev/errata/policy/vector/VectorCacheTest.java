package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.weights.ModelConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorCacheTest {

    private final TinyNetwork network = TinyNetwork.GROUPED;

    /** A lane may hold on to the pages of its rows while others are added. */
    @Test
    void aGrownCacheKeepsItsPagesInPlace() {
        try (VectorCache cache = new VectorCache(network.config(), 1)) {
            List<Integer> first = List.of(cache.take(), cache.take());
            float[][] before = cache.pages(first);
            before[1][3] = 7;
            for (int i = 0; i < 9; i++) {
                cache.take();
            }
            assertThat(cache.pages(first)[0]).isSameAs(before[0]);
            assertThat(cache.pages(first)[1]).isSameAs(before[1]);
            assertThat(cache.pages(List.of(10))[0])
                    .hasSize(PageLayout.of(network.config()).size());
        }
    }

    @Test
    void pagesComeInTheOrderOfTheSequence() {
        try (VectorCache cache = new VectorCache(network.config(), 1)) {
            cache.reserve(3);
            float[][] inOrder = cache.pages(List.of(0, 1, 2));
            float[][] other = cache.pages(List.of(2, 0));
            assertThat(other[0]).isSameAs(inOrder[2]);
            assertThat(other[1]).isSameAs(inOrder[0]);
        }
    }

    @Test
    void thePagesOfAPolicysCachesTogetherFitAQuarterOfTheHeap() {
        ModelConfig large = new ModelConfig("llama", 896, 24, 14, 2, 64, 4864, 512, 64, 10_000, 1e-6, false, false);
        try (VectorCache cache = new VectorCache(large, 5)) {
            long bytes = (long) cache.limit() * PageLayout.of(large).size() * Float.BYTES;
            assertThat(5 * bytes).isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 4);
        }
    }

    /** Pages without an owner are never read, so gaps cost nothing. */
    @Test
    void compactingMovesNoPage() {
        try (VectorCache cache = new VectorCache(network.config(), 1)) {
            for (int i = 0; i < 9; i++) {
                cache.take();
            }
            cache.release(List.of(0, 1, 2, 3, 4, 5, 6));
            assertThat(cache.compact()).isEmpty();
            assertThat(cache.take()).isZero();
        }
    }
}
