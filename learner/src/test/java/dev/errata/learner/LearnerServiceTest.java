package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.config.LearnerConfig;
import dev.errata.service.RunConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class LearnerServiceTest {

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @Test
    void anInvalidSettingEndsTheProcessWithCodeOneAndHealthReportsTheReason() throws Exception {
        LearnerService service = service(Map.of("learner.publish-every", "0"));

        service.start(new StartupEvent());

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        HealthCheckResponse health = service.learner().call();
        assertThat(health.getName()).isEqualTo("learner");
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(health.getData().orElseThrow())
                .containsEntry("doing", "learner.publish-every is 0 but must be 1 or more.")
                .containsKey("since");
    }

    @Test
    void aLearnerThatHasNotBegunIsAliveAndNotReady() {
        LearnerService service = service(Map.of());

        assertThat(service.learner().call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(service.begun().call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(service.begun().call().getName()).isEqualTo("learner has begun");
    }

    private LearnerService service(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("learner.start-policy", "start");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LearnerConfig.class)
                .withMapping(RunConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return new LearnerService(
                config.getConfigMapping(LearnerConfig.class),
                config.getConfigMapping(RunConfig.class),
                new SimpleMeterRegistry(),
                exit::complete);
    }
}
