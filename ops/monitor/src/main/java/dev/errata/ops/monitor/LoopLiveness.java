package dev.errata.ops.monitor;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness: whether the thread that reads the log runs. */
@Liveness
public class LoopLiveness implements HealthCheck {

    private final Monitor monitor;

    LoopLiveness(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("monitor loop").status(monitor.alive()).build();
    }
}
