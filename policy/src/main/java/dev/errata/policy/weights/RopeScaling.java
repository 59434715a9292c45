package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The scaling of the rotary frequencies in a network that was extended to more positions after its first training. */
public sealed interface RopeScaling {

    /** Frequencies stay unchanged. */
    RopeScaling NONE = new None();

    /**
     * The frequency to use.
     *
     * @param frequency theta^(-2k/W), radians per position
     */
    double scale(double frequency);

    /** Adds its keys to a config.json, except {@code rope_theta}. */
    void describe(ObjectNode rope);

    /** No scaling. */
    record None() implements RopeScaling {
        @Override
        public double scale(double frequency) {
            return frequency;
        }

        @Override
        public void describe(ObjectNode rope) {
            rope.put("rope_type", "default");
        }
    }

    /**
     * Divides every frequency by one number (position interpolation, arXiv:2306.15595).
     *
     * @param factor the divisor, at least 1
     */
    record Linear(double factor) implements RopeScaling {
        @Override
        public double scale(double frequency) {
            return frequency / factor;
        }

        @Override
        public void describe(ObjectNode rope) {
            rope.put("rope_type", "linear").put("factor", factor);
        }
    }

    /**
     * The scaling of Llama 3.1 (arXiv:2407.21783, and {@code rope_type: llama3} of transformers). Frequencies with many
     * periods in the context of the first training stay, those with few are divided by the factor, and those between
     * are interpolated.
     *
     * <pre>
     *   n  = original positions / wavelength, wavelength = 2 pi / f
     *   f' = f                         if n &gt; high
     *   f' = f / factor                if n &lt; low
     *   f' = (1 - s) f / factor + s f  otherwise, s = (n - low) / (high - low)
     * </pre>
     *
     * @param factor the divisor of the low frequencies, at least 1
     * @param low periods in the original context below which a frequency is divided
     * @param high periods in the original context above which a frequency stays; above low
     * @param originalPositions positions of the first training
     */
    record Llama3(double factor, double low, double high, int originalPositions) implements RopeScaling {
        @Override
        public double scale(double frequency) {
            double periods = originalPositions * frequency / (2 * Math.PI);
            if (periods > high) {
                return frequency;
            }
            if (periods < low) {
                return frequency / factor;
            }
            double share = (periods - low) / (high - low);
            return (1 - share) * frequency / factor + share * frequency;
        }

        @Override
        public void describe(ObjectNode rope) {
            rope.put("rope_type", "llama3")
                    .put("factor", factor)
                    .put("low_freq_factor", low)
                    .put("high_freq_factor", high)
                    .put("original_max_position_embeddings", originalPositions);
        }
    }
}
