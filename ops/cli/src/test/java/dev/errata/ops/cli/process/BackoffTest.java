package dev.errata.ops.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The wait before a dead process is restarted. */
class BackoffTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private final Backoff backoff = new Backoff(Duration.ofSeconds(10), 5);

    @Test
    void aProcessThatRanForLongIsRestartedAtOnce() {
        assertThat(backoff.afterLifeOf(LONG)).contains(Duration.ofMillis(200));
    }

    @Test
    void everyQuickDeathDoublesTheWaitAndTheFifthIsFinal() {
        assertThat(backoff.afterLifeOf(SHORT)).contains(Duration.ofMillis(200));
        assertThat(backoff.afterLifeOf(SHORT)).contains(Duration.ofMillis(400));
        assertThat(backoff.afterLifeOf(SHORT)).contains(Duration.ofMillis(800));
        assertThat(backoff.afterLifeOf(SHORT)).contains(Duration.ofMillis(1600));
        assertThat(backoff.afterLifeOf(SHORT)).isEmpty();
    }

    @Test
    void aLongRunResetsTheCountOfQuickDeaths() {
        backoff.afterLifeOf(SHORT);
        backoff.afterLifeOf(SHORT);
        backoff.afterLifeOf(LONG);
        assertThat(backoff.quickDeaths()).isZero();
    }
}
