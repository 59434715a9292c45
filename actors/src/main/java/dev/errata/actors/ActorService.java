package dev.errata.actors;

import dev.errata.actors.config.ActorConfig;
import dev.errata.actors.progress.ActorMetrics;
import dev.errata.actors.progress.ActorProgress;
import dev.errata.service.Activity;
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
import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The actor's Quarkus service: runs the rollout loop and reports its health. */
@Singleton
public class ActorService extends HostedService {

    private final RunConfig run;
    private final ActorConfig config;
    private final ActorProgress progress;

    /** The settings come from the service's configuration. */
    @Inject
    public ActorService(RunConfig run, ActorConfig config, MeterRegistry meters) {
        this(run, config, meters, Quarkus::asyncExit);
    }

    ActorService(RunConfig run, ActorConfig config, MeterRegistry meters, IntConsumer exit) {
        super("actor", StopLimit.of("actor.stop-timeout", config.stopTimeout()), exit);
        this.run = run;
        this.config = config;
        this.progress = new ActorProgress(Clock.systemUTC(), config.progressEvery());
        ActorMetrics.register(meters, progress);
    }

    @Override
    protected List<Component> components() {
        return List.of(new LoopThread("rollout-loop", progress.activity(), this::act, this::fail));
    }

    private void act(StopSignal stop, Runnable ready) {
        progress.activity().waitFor("the broker and the schema registry");
        try (ActorParts parts = new Assembly(run, config, Clock.systemUTC()).parts(progress)) {
            stop.onRequest(parts::wakeup);
            ready.run();
            new RolloutLoop(parts, progress, () -> new Attempts(5, 1000)).run(stop);
        }
    }

    /** Up while the loop's thread runs; reports the loop's activity and since when. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck rolloutLoop() {
        return () -> {
            HealthCheckResponseBuilder health = HealthCheckResponse.named("rollout-loop")
                    .status(alive())
                    .withData("policy_version", progress.version())
                    .withData("rollouts", progress.rollouts());
            Activity.State now = progress.activity().now();
            if (now.waiting()) {
                now.addTo(health, "waits_for", "since");
            }
            return health.build();
        };
    }

    /** Up once weights are in memory. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck weights() {
        return () -> HealthCheckResponse.named("weights")
                .status(alive() && progress.version() >= 0)
                .withData("policy_version", progress.version())
                .build();
    }
}
