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
    private final String address;
    private boolean waiting = true;
    private String what;
    private long since;

    /** Waits for the log at an address; the wait is overdue after the deadline. */
    LogReachability(Clock clock, Duration deadline, String address) {
        this.clock = clock;
        this.deadline = deadline;
        this.address = address;
        this.what = "Waiting for the log at " + address + ".";
        this.since = clock.millis();
    }

    /** The log is read. */
    synchronized void reading(String now) {
        become(false, now);
    }

    /** The log is not read; the sentence says what the monitor waits for. */
    synchronized void waiting(String now) {
        become(true, now);
    }

    /** The log cannot be reached, for this reason. */
    synchronized void outOfReach(String why) {
        become(
                true,
                "Waiting for the log at " + address
                        + " (start it with 'errata broker', or set errata.client.\"bootstrap.servers\"): " + why);
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
