package dev.errata.policy.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.policy.TinyPolicy;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.KeyValueCache;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptCacheTest {

    @Test
    void theLowestFreePageIsTakenAndGapsAreClosedFromAbove() {
        try (Decoder decoder = new Decoder(TinyPolicy.shape("llama"), "cpu");
                ScriptCache cache = new ScriptCache(decoder)) {
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

    @Test
    void pagesAreCountedInFull() {
        assertThat(KeyValueCache.pages(0)).isZero();
        assertThat(KeyValueCache.pages(1)).isEqualTo(1);
        assertThat(KeyValueCache.pages(KeyValueCache.PAGE)).isEqualTo(1);
        assertThat(KeyValueCache.pages(KeyValueCache.PAGE + 1)).isEqualTo(2);
    }

    @Test
    void aFullCacheSaysSo() {
        try (Decoder decoder = new Decoder(TinyPolicy.shape("llama"), "cpu");
                ScriptCache cache = new ScriptCache(decoder)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        for (int i = 0; i <= cache.limit(); i++) {
                            cache.take();
                        }
                    })
                    .withMessageContaining("pages of the key-value cache are in use");
        }
    }
}
