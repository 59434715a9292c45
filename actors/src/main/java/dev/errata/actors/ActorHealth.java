package dev.errata.actors;

import dev.errata.actors.progress.Progress;
import dev.errata.actors.progress.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the loop's thread runs; says what the loop waits for and since when. */
@Liveness
@ApplicationScoped
public class ActorHealth implements HealthCheck {

    private final ActorService service;

    /** Health of the one actor of this process. */
    public ActorHealth(ActorService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        Progress progress = service.progress();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("rollout-loop")
                .status(service.alive())
                .withData("policy_version", progress.version())
                .withData("rollouts", progress.rollouts());
        Wait wait = progress.currentWait();
        if (wait != null) {
            health.withData("waits_for", wait.reason())
                    .withData("since", wait.since().toString());
        }
        return health.build();
    }
}
