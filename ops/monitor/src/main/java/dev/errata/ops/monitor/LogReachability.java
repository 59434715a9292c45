package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.LogStatus;
import java.time.Clock;
import java.time.Duration;

/**
 * Tracks whether the log can be reached, since when, and what the monitor waits for. Written by one thread, read by
 * others.
 */
final class LogReachability {

    private final Clock clock;
    private final Duration deadline;
    private boolean waiting = true;
    private String what;
    private long since;

    LogReachability(Clock clock, Duration deadline, String firstWait) {
        this.clock = clock;
        this.deadline = deadline;
        this.what = firstWait;
        this.since = clock.millis();
    }

    /** The log is read. */
    synchronized void reading(String now) {
        become(false, now);
    }

    /** The log is not read; the sentence says what the monitor waits for and what to do about it. */
    synchronized void waiting(String now) {
        become(true, now);
    }

    private void become(boolean nowWaiting, String now) {
        if (waiting != nowWaiting) {
            since = clock.millis();
        }
        waiting = nowWaiting;
        what = now;
    }

    /** The current status. */
    synchronized LogStatus connection() {
        boolean overdue = waiting && clock.millis() - since > deadline.toMillis();
        return new LogStatus(waiting, what, since, overdue);
    }
}
