package dev.errata.actors;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once weights are in memory. */
@Readiness
@ApplicationScoped
public class ActorReadiness implements HealthCheck {

    private final ActorService service;

    /** Readiness of the one actor of this process. */
    public ActorReadiness(ActorService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        long version = service.progress().version();
        return HealthCheckResponse.named("weights")
                .status(service.alive() && version >= 0)
                .withData("policy_version", version)
                .build();
    }
}
