package dev.errata.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewards.worker.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerServiceTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void partsStopSideBySideByOneDeadline() {
        Slow first = new Slow("first", Duration.ofMillis(80));
        Slow second = new Slow("second", Duration.ZERO);
        assertThat(ScorerService.stop(List.of(first, second), Duration.ofHours(1)))
                .isEmpty();
        assertThat(calls).containsExactly("first is asked", "second is asked", "first stops", "second stops");
        assertThat(first.given).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
        assertThat(second.given)
                .as("what the first has left of the deadline")
                .isLessThanOrEqualTo(first.given.minus(first.needed));
    }

    @Test
    void aPartThatDoesNotStopKeepsNoOtherFromStopping() {
        Slow first = new Slow("first", Duration.ofDays(1));
        Slow second = new Slow("second", Duration.ZERO);
        assertThat(ScorerService.stop(List.of(first, second), Duration.ofMillis(20)))
                .singleElement()
                .satisfies(late -> assertThat(late).hasMessage("first is late"));
        assertThat(second.given).isZero();
    }

    /** Takes as long as it is told to stop, and no longer than it is given. */
    private final class Slow implements ScorerPart {

        private final String name;
        private final Duration needed;
        private Duration given = Duration.ofDays(1);

        Slow(String name, Duration needed) {
            this.name = name;
            this.needed = needed;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {}

        @Override
        public void askToStop() {
            calls.add(name + " is asked");
        }

        @Override
        public void stop(Duration longest) {
            calls.add(name + " stops");
            given = longest;
            boolean late = needed.compareTo(longest) > 0;
            sleep(late ? longest : needed);
            if (late) {
                throw new IllegalStateException(name + " is late");
            }
        }

        private static void sleep(Duration time) {
            try {
                Thread.sleep(time.toMillis() + 1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Progress.Step step() {
            throw new UnsupportedOperationException();
        }
    }
}
