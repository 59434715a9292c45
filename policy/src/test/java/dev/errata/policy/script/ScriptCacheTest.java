package dev.errata.policy.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.network.KeyValueCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptCacheTest {

    @Test
    void theLowestFreePageIsTakenAndGapsAreClosedFromAbove(@TempDir Path folder) throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "llama", 1);
                ScriptCache cache = new ScriptCache(policy.decoder())) {
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
    void aFullCacheSaysSo(@TempDir Path folder) throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "llama", 1);
                ScriptCache cache = new ScriptCache(policy.decoder())) {
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
