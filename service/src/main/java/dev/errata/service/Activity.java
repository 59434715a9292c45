package dev.errata.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.DoubleAdder;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * A loop's current activity: what it does or waits for, and since when. One thread writes it, any thread reads it.
 *
 * <p>Invariant: the three facts of a state change together, so a reader never sees one activity with the start of
 * another.
 */
public final class Activity {

    private final Clock clock;
    private final DoubleAdder waitedSeconds = new DoubleAdder();
    private volatile State state;

    /**
     * One stretch of work or waiting.
     *
     * @param doing the work, or the thing waited for
     * @param waiting whether it is a wait
     * @param since when it began
     */
    public record State(String doing, boolean waiting, Instant since) {

        /** Adds the activity and its start to a health check's data. */
        public void addTo(HealthCheckResponseBuilder health, String doingKey, String sinceKey) {
            health.withData(doingKey, doing).withData(sinceKey, since.toString());
        }
    }

    /** Begins with an activity that is not counted as waiting. */
    public Activity(Clock clock, String first) {
        this.clock = clock;
        this.state = new State(first, false, clock.instant());
    }

    /** Works on something from now on; the same activity again keeps its start. */
    public void enter(String doing) {
        change(doing, false);
    }

    /** Waits for something from now on; the same wait again keeps its start. */
    public void waitFor(String what) {
        change(what, true);
    }

    /** Describes the present activity in other words, such as an up-to-date count; its start is kept. */
    public void describe(String doing) {
        State before = state;
        state = new State(doing, before.waiting(), before.since());
    }

    private void change(String doing, boolean waiting) {
        State before = state;
        if (before.waiting() == waiting && before.doing().equals(doing)) {
            return;
        }
        Instant now = clock.instant();
        if (before.waiting()) {
            waitedSeconds.add(secondsBetween(before.since(), now));
        }
        state = new State(doing, waiting, now);
    }

    /** The present activity. */
    public State now() {
        return state;
    }

    /** Seconds spent in {@link #waitFor} since the start, the present wait included. */
    public double waitedSeconds() {
        State now = state;
        return waitedSeconds.sum() + (now.waiting() ? secondsBetween(now.since(), clock.instant()) : 0);
    }

    private static double secondsBetween(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
