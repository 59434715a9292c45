package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import java.time.Duration;
import java.util.function.BooleanSupplier;

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
}
