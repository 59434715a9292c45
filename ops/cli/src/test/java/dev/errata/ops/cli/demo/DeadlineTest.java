package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(250);

    private final AtomicLong looks = new AtomicLong();

    @Test
    void workWithProgressMayExceedTheLongestSilence() throws InterruptedException {
        AtomicLong progress = new AtomicLong();
        long began = System.nanoTime();
        Deadline.requireProgress(
                SHORT, "It did not end", () -> progress.get() >= 6, progress::get, progress::incrementAndGet);
        // A check every 100 ms, with one step of progress at each.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SHORT.multipliedBy(2));
    }

    @Test
    void workWithoutProgressFails() {
        assertThatThrownBy(() ->
                        Deadline.requireProgress(SHORT, "It did not end", () -> false, () -> 7, looks::incrementAndGet))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("It did not end: there was no progress for ");
        assertThat(looks).hasPositiveValue();
    }

    @Test
    void theCheckDuringAWaitMayEndIt() {
        assertThatThrownBy(() -> Deadline.requireProgress(Duration.ofDays(1), "", () -> false, () -> 7, () -> {
                    throw new CommandFailed("stopped");
                }))
                .hasMessage("stopped");
    }
}
