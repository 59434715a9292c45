package dev.errata.policy.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void theSameNameAndNumbersGiveTheSameSeed() {
        assertThat(Seeds.of("run").with("q").with(1).seed())
                .isEqualTo(Seeds.of("run").with("q").with(1).seed());
    }

    @Test
    void theSeedDependsOnEveryPartAndTheirOrder() {
        assertThat(Seeds.of("run").with(1).with(2).seed())
                .isNotEqualTo(Seeds.of("run").with(2).with(1).seed())
                .isNotEqualTo(Seeds.of("run").with(1).seed())
                .isNotEqualTo(Seeds.of("nur").with(1).with(2).seed());
    }

    @Test
    void seedsOfNeighborsDifferInHalfOfTheBits() {
        Set<Long> seen = new HashSet<>();
        int flipped = 0;
        for (int version = 0; version < 100; version++) {
            for (int sample = 0; sample < 100; sample++) {
                long seed = Seeds.of("").with("1").with(version).with(sample).seed();
                long next =
                        Seeds.of("").with("1").with(version).with(sample + 1).seed();
                seen.add(seed);
                flipped += Long.bitCount(seed ^ next);
            }
        }
        assertThat(seen).hasSize(10_000);
        assertThat(flipped / 10_000.0).isBetween(31.0, 33.0);
    }

    @Test
    void oneStepFromZeroIsTheFirstNumberOfSplittableRandom() {
        // FNV-1a of the one text whose hash we know: the offset basis, of the empty text.
        long basis = 0xCBF29CE484222325L;
        assertThat(Seeds.of("").seed()).isEqualTo(new SplittableRandom(basis).nextLong());
    }
}
