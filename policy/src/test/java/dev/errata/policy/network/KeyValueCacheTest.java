package dev.errata.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValueCacheTest {

    /** The book alone: its pages hold nothing. */
    private static final class EmptyPages extends KeyValueCache {

        final List<Integer> grownTo = new ArrayList<>();

        EmptyPages(ModelConfig config) {
            super(config, BUDGET);
        }

        @Override
        protected void grow(int wanted) {
            grownTo.add(wanted);
        }

        @Override
        public Map<Integer, Integer> compact() {
            return Map.of();
        }

        @Override
        public void close() {
            grownTo.clear();
        }
    }

    /** Keys and values of a position are 2 * 8 layers * 64 heads * 128 numbers, those of a page 2^21. */
    private static ModelConfig large(int maxPositions) {
        return new ModelConfig("llama", 8, 8, 64, 64, 128, 8, 16, maxPositions, 10_000, 1e-6, true, false);
    }

    @Test
    void theNumberOfPagesIsRoundedUp() {
        assertThat(KeyValueCache.pages(0)).isZero();
        assertThat(KeyValueCache.pages(1)).isEqualTo(1);
        assertThat(KeyValueCache.pages(KeyValueCache.PAGE)).isEqualTo(1);
        assertThat(KeyValueCache.pages(KeyValueCache.PAGE + 1)).isEqualTo(2);
    }

    /** 2^28 numbers are 128 pages; 4,000 positions need 250, and one more. */
    @Test
    void theLimitIsOneGibibyteAndAtLeastTheLongestSequence() {
        try (EmptyPages cache = new EmptyPages(large(64));
                EmptyPages longer = new EmptyPages(large(4000))) {
            assertThat(cache.limit()).isEqualTo(128);
            assertThat(longer.limit()).isEqualTo(251);
        }
    }

    @Test
    void theCacheDoublesUntilItIsFullAndThenRefuses() {
        try (EmptyPages cache = new EmptyPages(large(4000))) {
            for (int page = 0; page < 251; page++) {
                assertThat(cache.take()).isEqualTo(page);
            }
            assertThat(cache.grownTo).containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 251);
            assertThatIllegalStateException()
                    .isThrownBy(cache::take)
                    .withMessage("all 251 pages of the key-value cache are in use");
            cache.release(List.of(7));
            assertThat(cache.take()).isEqualTo(7);
        }
    }

    @Test
    void reservedPagesAreAllocatedAtOnceUpToTheLimit() {
        try (EmptyPages cache = new EmptyPages(large(64))) {
            cache.reserve(50);
            cache.reserve(20);
            assertThat(cache.take()).isZero();
            cache.reserve(1000);
            assertThat(cache.grownTo).containsExactly(50, 128);
            assertThat(cache.size()).isEqualTo(1);
            cache.releaseAll();
            assertThat(cache.size()).isZero();
        }
    }
}
