package dev.errata.actors;

import dev.errata.actors.config.ActorConfig;
import dev.errata.actors.config.RunConfig;
import dev.errata.actors.progress.ActorMetrics;
import dev.errata.actors.progress.Progress;
import dev.errata.actors.progress.ProgressLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loop on a thread of its own while the service lives.
 *
 * <p>The thread owns everything it works with, the native policy included, and closes it. It is joined before the process
 * ends, because native code must not be running then. Whatever the loop could not deal with, errors of the virtual machine
 * included, ends the process with code 1, for its supervisor to start it again. Our launchers and images also have the
 * virtual machine itself end where the heap is exhausted (-XX:+ExitOnOutOfMemoryError, code 3).
 */
@ApplicationScoped
public class ActorService {

    private static final Logger LOG = Logger.getLogger(ActorService.class);

    private final RunConfig run;
    private final ActorConfig config;
    private final Progress progress;
    private final ProgressLog progressLog;
    private final Thread thread = new Thread(this::work, "rollout-loop");
    private final IntConsumer exit;
    private volatile boolean stopped;
    private volatile @Nullable RolloutLoop loop;

    /** One actor, to be started by the service's start. */
    @Inject
    public ActorService(RunConfig run, ActorConfig config, MeterRegistry meters) {
        this(run, config, meters, Quarkus::asyncExit);
    }

    /** The same, with another way to end the process: takes the exit code. */
    ActorService(RunConfig run, ActorConfig config, MeterRegistry meters, IntConsumer exit) {
        this.exit = exit;
        this.run = run;
        this.config = config;
        this.progress = new Progress(Clock.systemUTC());
        this.progressLog = new ProgressLog(progress, config.progressEvery(), Clock.systemUTC());
        ActorMetrics.register(meters, progress, progressLog);
    }

    /** What the loop has done and waits for. */
    public Progress progress() {
        return progress;
    }

    /** Whether the loop's thread runs. */
    public boolean alive() {
        return thread.isAlive();
    }

    void start(@Observes StartupEvent start) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped = true;
        RolloutLoop running = loop;
        if (running != null) {
            running.stop();
        }
        thread.join(config.stopTimeout().toMillis());
        if (thread.isAlive()) {
            LOG.errorf("The batch under way did not end within actor.stop-timeout = %s.", config.stopTimeout());
        }
    }

    private void work() {
        progress.waitsFor("the broker and the schema registry");
        try (Parts parts = new Assembly(run, config, Clock.systemUTC()).parts(progress, progressLog)) {
            RolloutLoop ready = new RolloutLoop(parts);
            loop = ready;
            if (!stopped) {
                ready.run();
            }
        } catch (RuntimeException | Error fatal) {
            end(fatal);
        }
    }

    private void end(Throwable fatal) {
        if (stopped) {
            return;
        }
        try {
            // An error's message alone may say as little as "Java heap space".
            LOG.errorf("The actor stops: %s", fatal instanceof Error ? fatal : fatal.getMessage());
            LOG.debug("The actor stops", fatal);
        } finally {
            exit.accept(1);
        }
    }
}
