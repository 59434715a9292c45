package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits that end: each has a name, a deadline, and something to do meanwhile. */
final class Deadline {

    private static final long PAUSE_MILLIS = 100;

    private Deadline() {}

    /**
     * Waits until a condition holds.
     *
     * @param meanwhile called between looks; throws to give the wait up
     * @return whether it came to hold in time
     */
    static boolean await(Duration patience, BooleanSupplier condition, Runnable meanwhile) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
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
     * @param what what is waited for, as in "The broker did not ..."
     * @throws CommandFailed if it does not in time
     */
    static void require(Duration patience, String what, BooleanSupplier condition, Runnable meanwhile)
            throws InterruptedException {
        if (!await(patience, condition, meanwhile)) {
            throw new CommandFailed(what + " within " + patience.toSeconds() + " s.");
        }
    }

    /**
     * Waits until a condition holds, however long it takes, as long as there is progress.
     *
     * @param silence longest time without any
     * @param what what is waited for, as in "The broker did not ..."
     * @param progress a number that changes with it
     * @throws CommandFailed if there is none for so long
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
