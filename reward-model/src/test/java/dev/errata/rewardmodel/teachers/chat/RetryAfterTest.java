package dev.errata.rewardmodel.teachers.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void retryAfterIsReadInSecondsAndAsADate() {
        assertThat(RetryAfter.of("7", NOON)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.of("0.25", NOON)).contains(Duration.ofMillis(250));
        assertThat(RetryAfter.of("Sun, 22 Nov 2026 12:00:30 GMT", NOON)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.of("Sun, 22 Nov 2026 11:00:00 GMT", NOON)).contains(Duration.ZERO);
        assertThat(RetryAfter.of("soon", NOON)).isEmpty();
        assertThat(RetryAfter.of("-3", NOON)).isEmpty();
    }
}
