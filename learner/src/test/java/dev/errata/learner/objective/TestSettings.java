package dev.errata.learner.objective;

import dev.errata.learner.config.LearnerConfig;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The default settings with something changed, read from the configuration as the service reads them. */
public record TestSettings(Map<String, String> properties) {

    /** Settings at their defaults. */
    public static final ObjectiveSettings DEFAULTS = defaults().settings();

    public static TestSettings defaults() {
        return new TestSettings(Map.of());
    }

    public TestSettings with(String key, Object value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(key, value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : String.valueOf(value));
        return new TestSettings(more);
    }

    public TestSettings weights(double rl, double imitation) {
        return with("learner.rl-weight", rl).with("learner.imitation-weight", imitation);
    }

    public TestSettings clipping(double low, double high, double dual) {
        return with("learner.clip-low", low).with("learner.clip-high", high).with("learner.dual-clip", dual);
    }

    public TestSettings decoupled(double cap) {
        return with("learner.proximal-policy", "published").with("learner.importance-cap", cap);
    }

    public TestSettings kl(double weight, KlEstimator estimator) {
        return with("learner.kl-weight", weight).with("learner.kl-estimator", estimator);
    }

    public TestSettings undivided() {
        return with("learner.divide-by-std", false);
    }

    public TestSettings critic(double discount, double lambda, double valueWeight) {
        return with("learner.discount", discount)
                .with("learner.gae-lambda", lambda)
                .with("learner.value-weight", valueWeight);
    }

    public ObjectiveSettings settings() {
        Map<String, String> all = new HashMap<>(properties);
        all.put("learner.start-policy", "start");
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LearnerConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(LearnerConfig.class)
                .objectiveSettings();
    }
}
