package dev.errata.ops.cli.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM as the usual end of a command that runs until then: the command notices, says its last words, and
 * the process ends with exit code 0. To be closed by the thread that runs the command.
 */
public final class Interruption implements AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final CountDownLatch come = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "interruption");

    private Interruption() {}

    /** Awaits an interruption from now on. */
    public static Interruption awaited() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process was asked to end. */
    public boolean hasCome() {
        return come.getCount() == 0;
    }

    private void end() {
        come.countDown();
        try {
            if (ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                // The virtual machine's own exit code would tell of a signal.
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!Shutdown.hasBegun()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
