package dev.errata.service;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Starts a service's components with the application, and stops and joins them before the process ends.
 *
 * <p>A component that cannot continue ends the process with code 1, after one sentence in the log, so that a supervisor
 * starts the process again. Errors of the virtual machine do the same. {@code ops/errata} and the images also let the
 * virtual machine end the process when the heap is exhausted (-XX:+ExitOnOutOfMemoryError, code 3).
 */
public abstract class HostedService {

    private final Logger log = Logger.getLogger(getClass());
    private final String title;
    private final StopLimit stopLimit;
    private final IntConsumer exit;
    private final List<Component> running = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean stopping;

    /**
     * A service that starts with the application.
     *
     * @param title what log lines call it, such as "actor"
     */
    protected HostedService(String title, StopLimit stopLimit) {
        this(title, stopLimit, Quarkus::asyncExit);
    }

    /** The same with another way to end the process; takes the exit code. */
    protected HostedService(String title, StopLimit stopLimit, IntConsumer exit) {
        this.title = title;
        this.stopLimit = stopLimit;
        this.exit = exit;
    }

    /**
     * The components to run, not yet started. Called once, at the application's start.
     *
     * @throws RuntimeException if the service cannot start; the message is one sentence that names the setting to
     *     change
     */
    protected abstract List<Component> components();

    /** Starts every component. */
    public void start(@Observes StartupEvent event) {
        try {
            running.addAll(components());
            running.forEach(Component::start);
        } catch (RuntimeException | Error unusable) {
            fail(unusable);
        }
    }

    /** Stops all components side by side, by one deadline: a native call must not outlive the virtual machine. */
    public void stop(@Observes ShutdownEvent event) {
        stopping = true;
        for (Component late : stop(running, stopLimit)) {
            log.errorf(
                    "The %s did not stop within %s; it is at: %s. Uncommitted work is repeated at the next start.",
                    late.name(), stopLimit.name(), late.activity().doing());
        }
    }

    /** Stops components side by side; returns those that did not stop in time. */
    static List<Component> stop(List<Component> components, StopLimit limit) {
        long deadline = System.nanoTime() + limit.duration().toNanos();
        components.forEach(Component::askToStop);
        List<Component> late = new ArrayList<>();
        for (Component component : components) {
            if (!component.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                late.add(component);
            }
        }
        return late;
    }

    /** Called by a component that cannot continue. The first failure ends the process, unless it is being stopped. */
    protected final void fail(Throwable failure) {
        if (!failed.compareAndSet(false, true)) {
            return;
        }
        try {
            onFailure(FailureSentence.of(failure));
            if (!stopping) {
                report(failure);
            }
        } finally {
            if (!stopping) {
                exit.accept(1);
            }
        }
    }

    private void report(Throwable failure) {
        String sentence = "The " + title + " stops: " + FailureSentence.of(failure);
        if (FailureSentence.isUnexpected(failure)) {
            log.error(sentence, failure);
        } else {
            log.error(sentence);
            log.debug(sentence, failure);
        }
    }

    /** Called with the first failure; also while stopping, when the failure is not logged. */
    protected void onFailure(String sentence) {}

    /** The components that this service runs; none before its start. */
    protected final List<Component> running() {
        return running;
    }

    /** Whether the service was asked to stop. */
    protected final boolean isStopping() {
        return stopping;
    }

    /** Whether a component could not continue. */
    public final boolean hasFailed() {
        return failed.get();
    }

    /** Whether every component can still do its work. */
    public final boolean alive() {
        return !running.isEmpty() && running.stream().allMatch(Component::alive);
    }

    /** Whether every component does its work now. */
    public final boolean ready() {
        return !running.isEmpty() && running.stream().allMatch(Component::ready);
    }
}
