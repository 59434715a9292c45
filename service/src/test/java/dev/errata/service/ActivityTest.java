package dev.errata.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TurnedClock clock = new TurnedClock();
    private final Activity activity = new Activity(clock, "the broker");

    @Test
    void theSameActivityAgainKeepsItsStart() {
        clock.turn(1);
        activity.enter("a batch");
        clock.turn(1);
        activity.enter("a batch");

        assertThat(activity.now()).isEqualTo(new Activity.State("a batch", false, START.plusSeconds(1)));
    }

    @Test
    void rewordingAnActivityKeepsItsStart() {
        activity.waitFor("rollouts, 1 of 8");
        clock.turn(1);
        activity.describe("rollouts, 2 of 8");

        assertThat(activity.now()).isEqualTo(new Activity.State("rollouts, 2 of 8", true, START));
    }

    @Test
    void onlyWaitsCountAsWaited() {
        clock.turn(1);
        activity.waitFor("questions");
        clock.turn(2);
        activity.waitFor("admission");
        clock.turn(4);
        activity.enter("a batch");
        clock.turn(8);
        activity.waitFor("the broker");
        clock.turn(16);

        assertThat(activity.waitedSeconds()).isEqualTo(22);
    }

    private static final class TurnedClock extends Clock {
        private Instant now = START;

        void turn(long seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
