package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for a condition, with a deadline and a check between two looks at it. */
final class Deadline {

    private static final long PAUSE_MILLIS = 100;

    private Deadline() {}

    /**
     * Waits until a condition holds.
     *
     * @param meanwhile runs between two looks at the condition; may throw to end the wait
     * @return whether the condition held in time
     */
    static boolean await(Duration timeout, BooleanSupplier condition, Runnable meanwhile) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            meanwhile.run();
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    /**
     * Waits until a condition holds.
     *
     * @param what the thing waited for, as in "The broker did not ..."
     * @throws CommandFailed if the condition does not hold in time
     */
    static void require(Duration timeout, String what, BooleanSupplier condition, Runnable meanwhile)
            throws InterruptedException {
        if (!await(timeout, condition, meanwhile)) {
            throw new CommandFailed(what + " within " + timeout.toSeconds() + " s.");
        }
    }

    /**
     * Waits until a condition holds, without a time limit as long as there is progress.
     *
     * @param silence longest time without progress
     * @param what the thing waited for, as in "The broker did not ..."
     * @param progress a number that changes with progress
     * @throws CommandFailed if there is no progress for that long
     */
    static void requireProgress(
            Duration silence, String what, BooleanSupplier condition, LongSupplier progress, Runnable meanwhile)
            throws InterruptedException {
        long known = progress.getAsLong();
        while (!condition.getAsBoolean()) {
            long before = known;
            if (!await(silence, () -> condition.getAsBoolean() || progress.getAsLong() != before, meanwhile)) {
                throw new CommandFailed(what + ": there was no progress for " + silence.toSeconds() + " s.");
            }
            known = progress.getAsLong();
        }
    }
}
