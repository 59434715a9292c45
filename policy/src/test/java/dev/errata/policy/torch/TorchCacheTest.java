package dev.errata.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.RandomWeights;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.sampling.CacheWrite;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TorchCacheTest {

    @Test
    void theLowestFreePageIsTakenAndGapsAreClosedFromAbove() {
        try (TorchNetwork decoder = new TorchNetwork(TinyPolicy.shape("llama"), "cpu");
                TorchCache cache = new TorchCache(decoder)) {
            for (int i = 0; i < 6; i++) {
                assertThat(cache.take()).isEqualTo(i);
            }
            cache.release(List.of(1, 3));
            assertThat(cache.reach()).isEqualTo(6);
            assertThat(cache.size()).isEqualTo(4);
            assertThat(cache.compact()).containsExactly(Map.entry(5, 1), Map.entry(4, 3));
            assertThat(cache.reach()).isEqualTo(4);
            assertThat(cache.compact()).isEmpty();
            assertThat(cache.take()).isEqualTo(4);
        }
    }

    /** Of layer 1, keys and then values: [2, pages, G, PAGE, W] with G 1 and W 8. */
    private static NDArray pages(TorchCache cache) {
        return ((NDList) cache.inOrder().get(0)).get(1);
    }

    @Test
    void aGrownCacheKeepsTheContentsOfItsPages() {
        try (TorchNetwork decoder = new TorchNetwork(TinyPolicy.shape("llama"), "cpu");
                TorchCache cache = new TorchCache(decoder)) {
            decoder.assign(new RandomWeights(1));
            List<Integer> first = List.of(cache.take());
            int[] tokens = TinyPolicy.tokens(new Random(1), KeyValueCache.PAGE);
            new TorchInference(decoder)
                    .read(
                            List.of(SharedPrompt.alone(tokens)),
                            List.of(CacheWrite.beginning(0, tokens.length, first)),
                            cache);
            float[] held = pages(cache).get(":, 0").toFloatArray();
            for (int i = 0; i < 5; i++) {
                cache.take();
            }
            assertThat(pages(cache).getShape()).isEqualTo(new Shape(2, 8, 1, KeyValueCache.PAGE, 8));
            assertThat(pages(cache).get(":, 0").toFloatArray())
                    .containsExactly(held)
                    .doesNotContain(0f);
            assertThat(pages(cache).get(":, 1:").toFloatArray()).containsOnly(0f);
        }
    }
}
