package dev.errata.policy.sampling;

/**
 * How completions are drawn.
 *
 * @param temperature softmax temperature; 0 is greedy
 * @param topP nucleus mass in (0, 1]; 1 is off
 * @param topK most tokens considered; 0 is off
 * @param maxNewTokens most tokens sampled, above zero
 */
public record SamplingSettings(double temperature, double topP, int topK, int maxNewTokens) {

    /** Greedy decoding of at most {@code maxNewTokens} tokens. */
    public static SamplingSettings greedy(int maxNewTokens) {
        return new SamplingSettings(0, 1, 0, maxNewTokens);
    }
}
