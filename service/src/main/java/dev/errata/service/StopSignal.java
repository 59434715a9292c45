package dev.errata.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** Requests that a loop stops, and wakes it from a blocking call. Thread-safe. */
public final class StopSignal {

    private final List<Runnable> wakeups = new ArrayList<>();
    private boolean requested;

    /** Whether the loop is to stop. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Calls this once the loop is to stop, from the thread that asks; at once where that was asked before. */
    public void onRequest(Runnable wakeup) {
        synchronized (this) {
            if (!requested) {
                wakeups.add(wakeup);
                return;
            }
        }
        wakeup.run();
    }

    /** Asks the loop to stop. */
    public void request() {
        List<Runnable> all;
        synchronized (this) {
            requested = true;
            notifyAll();
            all = List.copyOf(wakeups);
            wakeups.clear();
        }
        all.forEach(Runnable::run);
    }

    /** Waits for a time, or until the loop is to stop. */
    public synchronized void sleep(Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !requested; left = deadline - System.nanoTime()) {
            try {
                // 0 would wait forever.
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
    }
}
