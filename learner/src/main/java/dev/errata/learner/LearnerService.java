package dev.errata.learner;

import dev.errata.learner.config.ErrataConfig;
import dev.errata.learner.config.LearnerConfig;
import dev.errata.learner.progress.Activity;
import dev.errata.learner.progress.Listeners;
import dev.errata.learner.progress.LogLines;
import dev.errata.learner.progress.Meters;
import dev.errata.policy.backend.BackendUnavailableException;
import dev.errata.policy.training.DivergenceException;
import dev.errata.policy.weights.UnusableCheckpointException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The learner as a service: one thread from start to stop. A learner that cannot go on says why in one sentence and ends
 * the process with code 1, so that whoever supervises it may start it again.
 */
@Singleton
public class LearnerService {

    private static final Logger LOG = Logger.getLogger(LearnerService.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private final LearnerConfig config;
    private final ErrataConfig shared;
    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    private final Activity activity = new Activity(clock);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    /** A service that starts with the application. */
    public LearnerService(LearnerConfig config, ErrataConfig shared, MeterRegistry registry) {
        this.config = config;
        this.shared = shared;
        this.registry = registry;
    }

    /** What the learner is doing. */
    public Activity activity() {
        return activity;
    }

    void start(@Observes StartupEvent event) {
        Thread learner = new Thread(this::learn, "learner");
        learner.setUncaughtExceptionHandler((failed, cause) -> end("The learner stopped: " + cause, cause));
        thread = learner;
        learner.start();
    }

    /** Lets the step under way end and its work be published: a native call must never outlive the JVM. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.set(true);
        Thread learner = thread;
        if (learner == null) {
            return;
        }
        learner.join(LONGEST_STOP.toMillis());
        if (learner.isAlive()) {
            LOG.errorf(
                    "The learner did not stop within %d s while %s; what was not published is done again at the next start.",
                    LONGEST_STOP.toSeconds(), activity.now().doing());
        }
    }

    private void learn() {
        try {
            Listeners listeners =
                    new Listeners(List.of(activity, new Meters(registry), new LogLines(LOG::info, LOG_EVERY)));
            new LearnerRun(config, shared, activity, listeners, clock).run(stopping::get);
        } catch (IllegalStateException
                | IllegalArgumentException
                | UncheckedIOException
                | KafkaException
                | DivergenceException
                | BackendUnavailableException
                | UnusableCheckpointException explained) {
            end(sentence(explained), null);
        }
    }

    /** What is to be done, and where the operating system said so the reason: it knows whether a disk is full. */
    static String sentence(RuntimeException explained) {
        boolean ofFiles = explained instanceof UncheckedIOException;
        return explained.getMessage() + (ofFiles ? " (" + explained.getCause() + ")" : "");
    }

    private void end(String sentence, @Nullable Throwable cause) {
        LOG.error(sentence, cause);
        activity.fail(sentence);
        if (!stopping.get()) {
            Quarkus.asyncExit(1);
        }
    }
}
