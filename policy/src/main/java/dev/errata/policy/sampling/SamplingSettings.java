package dev.errata.policy.sampling;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the sampling distribution. Values outside their range are refused here because the backends would not
 * refuse them: they take a negative temperature for greedy, and an empty nucleus gives NaN log-probs.
 *
 * @param temperature softmax temperature, 0 or more; 0 is greedy
 * @param topP nucleus mass in (0, 1]; 1 is off
 * @param topK most tokens considered, 0 or more; 0 is off
 * @param maxNewTokens most tokens sampled, above zero
 * @param stop ids of the tokens that end a completion; null for those of the checkpoint, empty for none
 */
public record SamplingSettings(
        double temperature, double topP, int topK, int maxNewTokens, @Nullable Set<Integer> stop) {

    /** Refuses values outside their range; the message names the range. */
    public SamplingSettings {
        require(temperature >= 0 && Double.isFinite(temperature), "temperature", temperature, "0 or more, and finite");
        require(topP > 0 && topP <= 1, "top-p", topP, "above 0 and at most 1");
        require(topK >= 0, "top-k", topK, "0 or more");
        require(maxNewTokens > 0, "max-new-tokens", maxNewTokens, "above 0");
    }

    private static void require(boolean met, String what, Number value, String range) {
        if (!met) {
            throw new IllegalArgumentException(what + " is " + value + " but must be " + range + ".");
        }
    }

    /** Settings for completions that end at the checkpoint's stop tokens. */
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
