package dev.errata.learner.objective;

import java.util.Map;

/**
 * The values of the objectives' settings. The configuration declares each of them once, with key and default; an
 * objective reads those it uses by their keys.
 *
 * @param values a {@link Double}, {@link Boolean} or {@link Enum} by key, such as {@code learner.clip-low}
 * @param defaults the value of each key where the user sets none
 */
public record ObjectiveSettings(Map<String, Object> values, Map<String, Object> defaults) {

    /** Copies both maps. */
    public ObjectiveSettings {
        values = Map.copyOf(values);
        defaults = Map.copyOf(defaults);
    }

    /** Settings at their defaults. */
    public static ObjectiveSettings of(Map<String, Object> values) {
        return new ObjectiveSettings(values, values);
    }

    /**
     * The value of a number.
     *
     * @throws IllegalArgumentException if there is no setting of this key, or if it is not a number
     */
    public double number(String key) {
        return value(Double.class, key);
    }

    /** A value of the given type. */
    <T> T value(Class<T> type, String key) {
        Object value = values.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The objectives have no setting " + key + " of type "
                    + type.getSimpleName() + ", only " + values.keySet() + ": LearnerConfig declares them.");
        }
        return type.cast(value);
    }

    /** The policy that the clip range is centered on. */
    public enum ProximalPolicy {
        /** The one that sampled ("bypass"): the recorded log-probs stand in, and no forward pass is needed. */
        BEHAVIOR,
        /**
         * The newest published version ("decoupled"): its log-probs are computed, and a weight corrects for the rest.
         */
        PUBLISHED
    }

    /**
     * The estimator of the KL divergence to the reference policy. Schulman, "Approximating KL divergence", 2020,
     * http://joschu.net/blog/kl-approx.html; the formulas are in {@link PolicyGradient}.
     */
    public enum KlEstimator {
        /** Unbiased, signed. */
        K1,
        /** Biased in value, right in gradient. */
        K2,
        /** Unbiased and never negative; its gradient is not that of the KL divergence. */
        K3
    }
}
