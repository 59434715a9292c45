package dev.errata.learner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.service.RunConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerConfigTest {

    @Test
    void everyDefaultHasTheExpectedValue() {
        LearnerConfig config = configured(Map.of()).getConfigMapping(LearnerConfig.class);
        assertThat(config.startPolicy()).isEqualTo(Path.of("start"));
        assertThat(config.weightsDir()).isEqualTo(Path.of("data/weights"));
        assertThat(config.checkpointDir()).isEqualTo(Path.of("data/checkpoints"));
        assertThat(config.keepWeights()).isEqualTo(12);
        assertThat(config.keepCheckpoints()).isEqualTo(3);
        assertThat(config.batchRollouts()).isEqualTo(64);
        assertThat(config.maxStaleness()).isEqualTo(4);
        assertThat(config.publishEvery()).isEqualTo(4);
        assertThat(config.objective()).isEqualTo("rlmec");
        assertThat(config.clipLow()).isEqualTo(0.3);
        assertThat(config.clipHigh()).isEqualTo(0.3);
        assertThat(config.dualClip()).isZero();
        assertThat(config.imitationWeight()).isEqualTo(1);
        assertThat(config.rlWeight()).isEqualTo(1);
        assertThat(config.proximalPolicy()).isEqualTo(ProximalPolicy.BEHAVIOR);
        assertThat(config.importanceCap()).isEqualTo(2);
        assertThat(config.klWeight()).isZero();
        assertThat(config.klEstimator()).isEqualTo(KlEstimator.K2);
        assertThat(config.discount()).isEqualTo(1);
        assertThat(config.gaeLambda()).isEqualTo(0.95);
        assertThat(config.valueWeight()).isEqualTo(0.1);
        assertThat(config.dpoBeta()).isEqualTo(0.1);
        assertThat(config.divideByStd()).isTrue();
        assertThat(config.objectiveSettings().values())
                .hasSize(14)
                .isEqualTo(config.objectiveSettings().defaults())
                .contains(
                        Map.entry("learner.clip-low", 0.3),
                        Map.entry("learner.divide-by-std", true),
                        Map.entry("learner.kl-estimator", KlEstimator.K2));
        assertThat(config.learningRate()).isEqualTo(5e-4);
        assertThat(config.warmupUpdates()).isEqualTo(20);
        assertThat(config.totalUpdates()).isEqualTo(2000);
        assertThat(config.beta1()).isEqualTo(0.9);
        assertThat(config.beta2()).isEqualTo(0.98);
        assertThat(config.weightDecay()).isZero();
        assertThat(config.maxGradNorm()).isEqualTo(1);
        assertThat(config.recomputeActivations()).isFalse();
        assertThat(config.optimizerSettings()).isEqualTo(OptimizerSettings.defaults());

        RunConfig shared = configured(Map.of()).getConfigMapping(RunConfig.class);
        assertThat(shared.run()).isEmpty();
        assertThat(shared.replication()).isEqualTo((short) 1);
        assertThat(shared.device()).isEqualTo("auto");
        assertThat(shared.threads()).isEqualTo(1);
        assertThat(shared.log().client())
                .containsOnly(
                        Map.entry("bootstrap.servers", "localhost:9092"),
                        Map.entry("schema.registry.url", "http://localhost:8081"));
    }

    @Test
    void enumSettingsAreReadInLowerCase() {
        LearnerConfig config = configured(Map.of("learner.proximal-policy", "published", "learner.kl-estimator", "k3"))
                .getConfigMapping(LearnerConfig.class);
        assertThat(config.objectiveSettings().values())
                .containsEntry("learner.proximal-policy", ProximalPolicy.PUBLISHED)
                .containsEntry("learner.kl-estimator", KlEstimator.K3);
        assertThat(config.objectiveSettings().defaults())
                .containsEntry("learner.proximal-policy", ProximalPolicy.BEHAVIOR)
                .containsEntry("learner.kl-estimator", KlEstimator.K2);
    }

    @ParameterizedTest
    @CsvSource({
        "learner.beta1, 1.0, beta1",
        "learner.beta2, NaN, beta2",
        "learner.weight-decay, -0.1, weight decay",
        "learner.max-grad-norm, -1.0, clip norm"
    })
    void anOptimizerThatCannotStepIsRefusedByTheNameOfItsSetting(String key, String value, String name) {
        LearnerConfig config = configured(Map.of(key, value)).getConfigMapping(LearnerConfig.class);
        assertThatThrownBy(config::optimizerSettings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key + " " + value)
                .hasMessageContaining(name + " is " + value + " but must be");
    }

    @Test
    void clientSettingsKeepTheirOwnNames() {
        RunConfig shared = configured(Map.of(
                        "errata.client.\"bootstrap.servers\"", "kafka:1",
                        "errata.client.\"security.protocol\"", "SASL_SSL"))
                .getConfigMapping(RunConfig.class);
        assertThat(shared.log().client())
                .containsEntry("bootstrap.servers", "kafka:1")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("schema.registry.url", "http://localhost:8081");
    }

    @Test
    void aMisspelledPropertyStopsTheService() {
        assertThatThrownBy(() -> configured(Map.of("learner.bach-rollouts", "3")))
                .hasMessageContaining("learner.bach-rollouts");
    }

    private static SmallRyeConfig configured(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("learner.start-policy", "start");
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LearnerConfig.class)
                .withMapping(RunConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
