package dev.errata.policy.sampling;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How completions are drawn.
 *
 * @param temperature softmax temperature; 0 is greedy
 * @param topP nucleus mass in (0, 1]; 1 is off
 * @param topK most tokens considered; 0 is off
 * @param maxNewTokens most tokens sampled, above zero
 * @param stop ids of the tokens that end a completion; null for those of the checkpoint, empty for none
 */
public record SamplingSettings(
        double temperature, double topP, int topK, int maxNewTokens, @Nullable Set<Integer> stop) {

    /** Completions that end where the checkpoint says. */
    public SamplingSettings(double temperature, double topP, int topK, int maxNewTokens) {
        this(temperature, topP, topK, maxNewTokens, null);
    }

    /** Greedy decoding of at most {@code maxNewTokens} tokens. */
    public static SamplingSettings greedy(int maxNewTokens) {
        return new SamplingSettings(0, 1, 0, maxNewTokens);
    }

    /** The same with other stop tokens. */
    public SamplingSettings stoppingAt(Set<Integer> tokens) {
        return new SamplingSettings(temperature, topP, topK, maxNewTokens, Set.copyOf(tokens));
    }
}
