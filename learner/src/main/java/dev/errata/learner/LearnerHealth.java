package dev.errata.learner;

import dev.errata.learner.progress.Activity;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Tells what the learner is doing or waiting for, and since when. */
final class LearnerHealth {

    private LearnerHealth() {}

    /** Up until the learner has stopped for good. */
    @Liveness
    @Singleton
    static class Alive implements HealthCheck {
        private final LearnerService service;

        Alive(LearnerService service) {
            this.service = service;
        }

        @Override
        public HealthCheckResponse call() {
            Activity.State state = service.activity().now();
            return response("learner", !state.failed(), state);
        }
    }

    /** Up once the policy is loaded and the run has begun. */
    @Readiness
    @Singleton
    static class Ready implements HealthCheck {
        private final LearnerService service;

        Ready(LearnerService service) {
            this.service = service;
        }

        @Override
        public HealthCheckResponse call() {
            Activity.State state = service.activity().now();
            return response("learner has begun", state.training() && !state.failed(), state);
        }
    }

    private static HealthCheckResponse response(String name, boolean up, Activity.State state) {
        return HealthCheckResponse.named(name)
                .status(up)
                .withData("doing", state.doing())
                .withData("since", state.since().toString())
                .build();
    }
}
