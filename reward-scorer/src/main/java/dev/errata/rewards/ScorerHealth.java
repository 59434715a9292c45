package dev.errata.rewards;

import dev.errata.rewards.worker.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Says of each part what it does or waits for, and since when. */
@ApplicationScoped
public class ScorerHealth {

    private final ScorerService service;

    /** The health of a service's parts. */
    public ScorerHealth(ScorerService service) {
        this.service = service;
    }

    /** Up while every part can still do its work. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck alive() {
        return () -> response("reward-scorer is alive", ScorerPart::alive);
    }

    /** Up while every part does its work. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> response("reward-scorer is ready", ScorerPart::ready);
    }

    private HealthCheckResponse response(String name, Predicate<ScorerPart> up) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name);
        boolean allUp = true;
        for (ScorerPart part : service.running()) {
            Progress.Step step = part.step();
            allUp &= up.test(part);
            response.withData(part.name() + ".waits_for", step.name())
                    .withData(part.name() + ".since", step.since().toString());
        }
        return response.status(allUp && !service.running().isEmpty()).build();
    }
}
