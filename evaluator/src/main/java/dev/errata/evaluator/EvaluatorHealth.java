package dev.errata.evaluator;

import dev.errata.evaluator.progress.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the loop's thread runs; says what the loop is at and since when. */
@Liveness
@ApplicationScoped
public class EvaluatorHealth implements HealthCheck {

    private final EvaluatorService service;

    /** Health of the one evaluator of this process. */
    public EvaluatorHealth(EvaluatorService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        Wait wait = service.progress().currentWait();
        return HealthCheckResponse.named("evaluation-loop")
                .status(service.alive())
                .withData("results", service.progress().measured())
                .withData("is_at", wait.reason())
                .withData("since", wait.since().toString())
                .build();
    }
}
