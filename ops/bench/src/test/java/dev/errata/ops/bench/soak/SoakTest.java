package dev.errata.ops.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.bench.BenchNetwork;
import dev.errata.ops.bench.TinyNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Soaks of a tiny network; the amount of memory is not checked. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SoakTest {

    private static final BenchNetwork TINY = TinyNetwork.ofVocabulary(64);

    @Test
    void bothKindsOfWorkRunConcurrentlyToTheEnd() throws Exception {
        List<MemoryReading> heard = new ArrayList<>();
        SoakResult result =
                soak(new SoakPlan(120, 60, 10, Duration.ofMinutes(1))).run(heard::add);
        assertThat(result.isComplete()).isTrue();
        assertThat(last(result)).matches(reading -> reading.steps() == 120 && reading.samples() == 60);
        assertThat(heard).isNotEmpty().isSubsetOf(result.readings());
        // Ten samples count as twenty steps here, and a step may end while the memory is read.
        assertThat(result.readings()).allMatch(reading -> Math.abs(reading.steps() - 2 * reading.samples()) <= 23);
    }

    @Test
    void aStoppedSoakEndsAfterTheCurrentTurns() throws Exception {
        Soak soak = soak(new SoakPlan(1_000_000, 1_000_000, 1, Duration.ofHours(1)));
        SoakResult result = soak.run(reading -> {
            if (reading.turns() > 0) {
                soak.stop();
            }
        });
        assertThat(last(result).turns()).isPositive();
        assertThat(result.isComplete()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("soak-"));
    }

    @Test
    void aSoakStoppedBeforeItsStartDoesNothing() throws Exception {
        Soak soak = soak(new SoakPlan(1_000_000, 1_000_000, 1, Duration.ofHours(1)));
        soak.stop();
        assertThat(last(soak.run(reading -> {})).turns()).isZero();
    }

    @Test
    void theTimeLimitEndsTheSoak() throws Exception {
        SoakResult result = soak(new SoakPlan(1_000_000, 1_000_000, 1, Duration.ofMillis(1)))
                .run(reading -> {});
        assertThat(result.isComplete()).isFalse();
    }

    private static MemoryReading last(SoakResult result) {
        return result.readings().get(result.readings().size() - 1);
    }

    private static Soak soak(SoakPlan plan) {
        return new Soak(TINY, plan, 1);
    }
}
