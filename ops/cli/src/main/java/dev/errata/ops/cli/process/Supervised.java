package dev.errata.ops.cli.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process that is started again whenever it dies, until it is stopped.
 *
 * <p>Invariant: once {@code stopping} is true no process is started any more; start and stop hold the same lock.
 */
public final class Supervised {

    private final Launch launch;
    private final Backoff backoff;
    private final ProcessEvents events;
    private @Nullable Process process;
    private boolean stopping;

    /** A process that has not been started. */
    public Supervised(Launch launch, Backoff backoff, ProcessEvents events) {
        this.launch = launch;
        this.backoff = backoff;
        this.events = events;
    }

    /**
     * Starts the process and the thread that watches it.
     *
     * @throws IOException if the command cannot be started at all
     */
    public void start() throws IOException {
        spawn();
        Thread watch = new Thread(this::watch, "watch-" + launch.role());
        watch.setDaemon(true);
        watch.start();
    }

    /** Role of the process in the run. */
    public String role() {
        return launch.role();
    }

    /** Its launch. */
    public Launch launch() {
        return launch;
    }

    /** The process id while it runs. */
    public synchronized Optional<Long> pid() {
        return process != null && process.isAlive() ? Optional.of(process.pid()) : Optional.empty();
    }

    /** Asks the process to end (SIGTERM) and to stay down; returns at once. */
    public synchronized void askToStop() {
        stopping = true;
        if (process != null) {
            process.destroy();
        }
        notifyAll();
    }

    /**
     * Waits for a process that was asked to stop, and ends it by force (SIGKILL) after the timeout.
     *
     * @return whether it ended by itself
     */
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last == null) {
            return true;
        }
        boolean ended = last.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            last.descendants().forEach(ProcessHandle::destroyForcibly);
            last.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
        }
        deletePidFile();
        return ended;
    }

    private synchronized void spawn() throws IOException {
        if (stopping) {
            return;
        }
        process = spawn(launch);
    }

    /** Starts a process once; its standard input is a pipe that breaks when this process ends. */
    static Process spawn(Launch launch) throws IOException {
        var builder = new ProcessBuilder(launch.command())
                .redirectInput(Redirect.PIPE)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(launch.logFile().toFile()));
        // It is meant for the JVM of this command; a service would take it for a misspelled setting.
        builder.environment().remove("ERRATA_JAVA_OPTS");
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        Files.writeString(launch.pidFile(), process.pid() + "\n");
        return process;
    }

    private void watch() {
        try {
            while (true) {
                Process watched;
                synchronized (this) {
                    watched = process;
                }
                if (watched == null || !restartAfter(watched)) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            events.gaveUp(role(), "The " + role() + " cannot be started again: " + failure.getMessage() + ".");
        }
    }

    private boolean restartAfter(Process watched) throws InterruptedException, IOException {
        long started = System.nanoTime();
        int exitCode = watched.waitFor();
        synchronized (this) {
            if (stopping) {
                return false;
            }
        }
        Optional<Duration> wait = backoff.afterLifeOf(Duration.ofNanos(System.nanoTime() - started));
        if (wait.isEmpty()) {
            events.gaveUp(role(), failureMessage(exitCode));
            return false;
        }
        events.restarting(role(), exitCode, wait.get());
        pauseUnlessStopping(wait.get());
        spawn();
        return true;
    }

    private synchronized void pauseUnlessStopping(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); !stopping && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private String failureMessage(int exitCode) {
        return "The " + role() + " died " + backoff.quickDeaths() + " times in a row, last with exit code " + exitCode
                + "; the end of " + launch.logFile() + " says:\n  "
                + String.join("\n  ", LogFileTail.of(launch.logFile(), 12));
    }

    private void deletePidFile() {
        try {
            Files.deleteIfExists(launch.pidFile());
        } catch (IOException leftBehind) {
            // A stale pid file of a stopped run is harmless: the next start overwrites it.
        }
    }
}
