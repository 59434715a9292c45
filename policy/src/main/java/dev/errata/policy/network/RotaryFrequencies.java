package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;

/** The frequencies of the rotary position embedding (arXiv:2104.09864). */
public final class RotaryFrequencies {

    private RotaryFrequencies() {}

    /**
     * Frequencies theta^(-2k/W), k from 0 to W/2 - 1, scaled as the network's configuration says: radians per position,
     * fp32, [W / 2].
     */
    public static float[] of(ModelConfig config) {
        float[] frequencies = new float[config.headWidth() / 2];
        for (int k = 0; k < frequencies.length; k++) {
            double frequency = 1.0 / Math.pow(config.ropeTheta(), 2.0 * k / config.headWidth());
            frequencies[k] = (float) config.ropeScaling().scale(frequency);
        }
        return frequencies;
    }
}
