package dev.errata.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment variables that docker-compose.yml and the docs name. */
class LogConfigTest {

    @Test
    void quotedKeysComeFromTheEnvironment() {
        LogConfig config = read(Map.of(
                "ERRATA_RUN", "mine",
                "ERRATA_CLIENT__BOOTSTRAP_SERVERS_", "broker:9092",
                "ERRATA_CLIENT__SCHEMA_REGISTRY_URL_", "http://broker:8081",
                "ERRATA_CLIENT__SECURITY_PROTOCOL_", "SASL_SSL"));
        assertThat(config.log().topics().run()).isEqualTo("mine");
        assertThat(config.log().client())
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("schema.registry.url", "http://broker:8081")
                .containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void withoutSettingsTheLogIsOnThisMachine() {
        assertThat(read(Map.of()).log().client())
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("schema.registry.url", "http://localhost:8081");
        assertThat(read(Map.of()).log().topics().run()).isEmpty();
    }

    private static LogConfig read(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(RunConfig.class)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(RunConfig.class);
    }
}
