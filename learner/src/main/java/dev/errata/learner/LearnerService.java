package dev.errata.learner;

import dev.errata.learner.config.LearnerConfig;
import dev.errata.learner.progress.LearnerActivity;
import dev.errata.learner.progress.Listeners;
import dev.errata.learner.progress.LogLines;
import dev.errata.learner.progress.Meters;
import dev.errata.service.Component;
import dev.errata.service.HostedService;
import dev.errata.service.LoopThread;
import dev.errata.service.RunConfig;
import dev.errata.service.StopLimit;
import dev.errata.service.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The learner's Quarkus service: runs the learner loop and reports its health. A stop lets the step under way end and
 * publishes its work.
 */
@Singleton
public class LearnerService extends HostedService {

    private static final Logger LOG = Logger.getLogger(LearnerService.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private final LearnerConfig config;
    private final RunConfig run;
    private final MeterRegistry meters;
    private final LearnerActivity activity = new LearnerActivity(Clock.systemUTC());

    /** The settings come from the service's configuration. */
    @Inject
    public LearnerService(LearnerConfig config, RunConfig run, MeterRegistry meters) {
        this(config, run, meters, Quarkus::asyncExit);
    }

    LearnerService(LearnerConfig config, RunConfig run, MeterRegistry meters, IntConsumer exit) {
        super("learner", StopLimit.of(LONGEST_STOP), exit);
        this.config = config;
        this.run = run;
        this.meters = meters;
    }

    @Override
    protected List<Component> components() {
        return List.of(new LoopThread("learner", activity.activity(), this::learn, this::fail));
    }

    private void learn(StopSignal stop, Runnable ready) {
        Listeners listeners = new Listeners(List.of(activity, new Meters(meters), new LogLines(LOG::info, LOG_EVERY)));
        new LearnerRun(config, run, activity, listeners, Clock.systemUTC()).run(stop::requested);
    }

    /** Health reports why the learner stopped. A failed publication during a stop is logged, too. */
    @Override
    protected void onFailure(String sentence) {
        activity.activity().enter(sentence);
        if (isStopping()) {
            LOG.error(sentence);
        }
    }

    /** Up until the learner has stopped for good. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck learner() {
        return () -> health("learner", !hasFailed());
    }

    /** Up once the policy is loaded and the run has begun. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck begun() {
        return () -> health("learner has begun", activity.training() && !hasFailed());
    }

    HealthCheckResponse health(String name, boolean up) {
        HealthCheckResponseBuilder health = HealthCheckResponse.named(name).status(up);
        activity.activity().now().addTo(health, "doing", "since");
        return health.build();
    }
}
