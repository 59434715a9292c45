package dev.errata.ops.cli.process;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All processes of a run: starts them, restarts those that die, and leaves none behind.
 *
 * <p>A shutdown hook stops all running processes, so Ctrl-C and SIGTERM are covered from the first start on.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration QUICK_DEATH = Duration.ofSeconds(20);
    private static final int MOST_QUICK_DEATHS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Map<String, Supervised> running = new LinkedHashMap<>();
    private final List<Process> oneShot = new ArrayList<>();
    private final Map<String, Integer> restarts = new TreeMap<>();
    private final Consumer<String> notices;
    private final Thread hook = new Thread(this::stopAll, "stop-children");
    private boolean closed;
    private @Nullable String failure;

    /**
     * A supervisor without processes.
     *
     * @param notices receives a sentence whenever a process is restarted
     */
    public Supervisor(Consumer<String> notices) {
        this.notices = notices;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a process and keeps it alive.
     *
     * @throws CommandFailed if it cannot be started, or the supervisor is closing
     */
    public synchronized void start(Launch launch) {
        if (closed) {
            throw new CommandFailed("The run is being stopped.");
        }
        var supervised = new Supervised(launch, new Backoff(QUICK_DEATH, MOST_QUICK_DEATHS), new Notices());
        try {
            supervised.start();
        } catch (IOException cause) {
            throw new CommandFailed("The " + launch.role() + " cannot be started: " + cause.getMessage() + ".", cause);
        }
        running.put(launch.role(), supervised);
    }

    /**
     * Starts a process that ends by itself; it is not restarted, and it is ended with the run.
     *
     * @throws CommandFailed if it cannot be started, or the supervisor is closing
     */
    public synchronized Process startOnce(Launch launch) {
        if (closed) {
            throw new CommandFailed("The run is being stopped.");
        }
        try {
            Process process = Supervised.spawn(launch);
            oneShot.add(process);
            return process;
        } catch (IOException cause) {
            throw new CommandFailed("The " + launch.role() + " cannot be started: " + cause.getMessage() + ".", cause);
        }
    }

    /** Stops the processes of the given roles, all at once; by force (SIGKILL) after the timeout. */
    public void stop(Collection<String> roles, Duration timeout) {
        List<Supervised> leaving = new ArrayList<>();
        synchronized (this) {
            for (String role : roles) {
                Optional.ofNullable(running.remove(role)).ifPresent(leaving::add);
            }
        }
        leaving.forEach(Supervised::askToStop);
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Supervised process : leaving) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                if (!process.awaitStop(Duration.ofNanos(left))) {
                    notices.accept("The " + process.role() + " did not stop within " + timeout.toSeconds()
                            + " s and was ended by force.");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Why the run cannot continue: a process that stays down. */
    public synchronized Optional<String> failure() {
        return closed ? Optional.of("Stopped; the state is kept.") : Optional.ofNullable(failure);
    }

    /**
     * Throws if a process has died for good.
     *
     * @throws CommandFailed with the end of its log
     */
    public void check() {
        failure().ifPresent(sentence -> {
            throw new CommandFailed(sentence);
        });
    }

    /** Number of restarts after unexpected deaths, by role; roles without any are left out. */
    public synchronized Map<String, Integer> restarts() {
        return new TreeMap<>(restarts);
    }

    /** The process id of a role while it runs. */
    public synchronized Optional<Long> pid(String role) {
        return Optional.ofNullable(running.get(role)).flatMap(Supervised::pid);
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs or has run; it stops the same processes.
        }
    }

    /** Stops the services first and together, then the process started first, the broker. */
    private void stopAll() {
        List<String> roles;
        synchronized (this) {
            closed = true;
            oneShot.forEach(Process::destroyForcibly);
            roles = new ArrayList<>(running.keySet());
        }
        if (!roles.isEmpty()) {
            stop(roles.subList(1, roles.size()), TIMEOUT);
            stop(roles.subList(0, 1), TIMEOUT);
        }
    }

    private final class Notices implements ProcessEvents {
        @Override
        public void restarting(String role, int exitCode, Duration wait) {
            synchronized (Supervisor.this) {
                restarts.merge(role, 1, Integer::sum);
            }
            notices.accept("The " + role + " died (exit code " + exitCode + ") and is started again.");
        }

        @Override
        public void gaveUp(String role, String sentence) {
            synchronized (Supervisor.this) {
                failure = sentence;
            }
        }
    }
}
