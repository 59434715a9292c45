package dev.errata.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunConfigTest {

    @Test
    void everyDefaultHasTheExpectedValue() {
        RunConfig run = config(RunConfig.class, Map.of());

        assertThat(run.run()).isEmpty();
        assertThat(run.client()).isEmpty();
        assertThat(run.device()).isEqualTo("auto");
        assertThat(run.threads()).isEqualTo(1);
        assertThat(run.replication()).isEqualTo((short) 1);
    }

    @Test
    void withoutAddressesTheLogIsOnThisMachine() {
        assertThat(config(RunConfig.class, Map.of()).log().client())
                .isEqualTo(
                        Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081"));
    }

    @Test
    void addressesThatAreSetReplaceTheLocalOnes() {
        RunConfig run = config(
                RunConfig.class, Map.of("errata.run", "a", "errata.client.\"bootstrap.servers\"", "broker:9092"));

        assertThat(run.log().client()).containsEntry("bootstrap.servers", "broker:9092");
        assertThat(run.log().topics().run()).isEqualTo("a");
    }

    @Test
    void aMisspelledPropertyStopsTheService() {
        assertThatThrownBy(() -> config(RunConfig.class, Map.of("errata.devise", "cpu")))
                .hasMessageContaining("errata.devise");
    }

    @Test
    void aServiceThatOnlyReadsTheLogHasNoDeviceSetting() {
        assertThatThrownBy(() -> config(ReadsTheLog.class, Map.of("errata.device", "cpu")))
                .hasMessageContaining("errata.device");
    }

    @ConfigMapping(prefix = "errata")
    interface ReadsTheLog extends LogConfig {}

    private static <T> T config(Class<T> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
