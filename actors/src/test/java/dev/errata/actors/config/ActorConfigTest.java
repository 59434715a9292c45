package dev.errata.actors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.service.RunConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorConfigTest {

    @Test
    void everyDefaultHasTheExpectedValue() {
        ActorConfig actor = config(Map.of()).getConfigMapping(ActorConfig.class);

        assertThat(actor.id()).isEqualTo("actor-0");
        assertThat(actor.questionsPerBatch()).isEqualTo(64);
        assertThat(actor.answersPerQuestion()).isEqualTo(4);
        assertThat(actor.temperature()).isEqualTo(1.0);
        assertThat(actor.topP()).isEqualTo(1.0);
        assertThat(actor.topK()).isZero();
        assertThat(actor.maxNewTokens()).isEqualTo(56);
        assertThat(actor.maxQuestionBytes()).isEqualTo(65_536);
        assertThat(actor.maxPromptTokens()).isEqualTo(512);
        assertThat(actor.bufferedPerSource()).isEqualTo(256);
        assertThat(actor.maxStaleness()).isEqualTo(4);
        assertThat(actor.rolloutsPerVersion()).isEqualTo(256);
        assertThat(actor.weightUpdates()).isEqualTo(WeightUpdates.BETWEEN_BATCHES);
        assertThat(actor.rewardModel()).isTrue();
        assertThat(actor.needsReference()).isEmpty();
        assertThat(actor.groups()).isFalse();
        assertThat(actor.firstWeightsTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(actor.progressEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(actor.stopTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"between-batches, BETWEEN_BATCHES", "in-flight, IN_FLIGHT", "in-flight-recompute, IN_FLIGHT_RECOMPUTE"})
    void weightUpdatesAreNamedLikeOtherSettings(String written, WeightUpdates meant) {
        assertThat(config(Map.of("actor.weight-updates", written))
                        .getConfigMapping(ActorConfig.class)
                        .weightUpdates())
                .isEqualTo(meant);
        assertThatThrownBy(() -> config(Map.of("actor.weight-updates", "sometimes")))
                .hasMessageContaining("actor.weight-updates");
    }

    @Test
    void everyDefaultOfTheRunHasTheExpectedValue() {
        RunConfig run = config(Map.of()).getConfigMapping(RunConfig.class);

        assertThat(run.run()).isEmpty();
        assertThat(run.client()).isEmpty();
        assertThat(run.device()).isEqualTo("auto");
        assertThat(run.threads()).isEqualTo(1);
        assertThat(run.replication()).isEqualTo((short) 1);
    }

    @Test
    void anyClientSettingIsPassedOnUnderItsStandardKey() {
        RunConfig run = config(Map.of(
                        "errata.client.\"bootstrap.servers\"", "b:9092",
                        "errata.client.\"basic.auth.user.info\"", "me:secret"))
                .getConfigMapping(RunConfig.class);

        assertThat(run.client())
                .containsEntry("bootstrap.servers", "b:9092")
                .containsEntry("basic.auth.user.info", "me:secret");
    }

    @Test
    void aMisspelledPropertyStopsTheService() {
        assertThatThrownBy(() -> config(Map.of("actor.temprature", "0.7"))).hasMessageContaining("actor.temprature");
        assertThatThrownBy(() -> config(Map.of("errata.rum", "a"))).hasMessageContaining("errata.rum");
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(ActorConfig.class)
                .withMapping(RunConfig.class)
                .build();
    }
}
