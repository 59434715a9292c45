package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.LogStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: what the monitor waits for, and since when; DOWN once it has waited longer than its deadline. */
@Readiness
public class LogReadiness implements HealthCheck {

    private final Monitor monitor;

    LogReadiness(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        LogStatus connection = monitor.connection();
        return HealthCheckResponse.named("event log")
                .status(!connection.overdue())
                .withData("waiting", connection.waiting())
                .withData("what", connection.what())
                .withData("since", connection.since())
                .build();
    }
}
