package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;
import jdk.incubator.vector.FloatVector;

/**
 * The root-mean-square norm (arXiv:1910.07467) of one row, and its slope:
 *
 * <pre>
 *   y = x l s,   l = 1 / sqrt(mean(x^2) + epsilon)
 *   dx = l (dy s) - x l^3 sum(dy s x) / D,   ds = dy x l
 * </pre>
 *
 * <p>Rows x and scale s have D numbers and zeros up to the stride. Immutable.
 */
final class RmsNorm {

    private final int width;
    private final int stride;
    private final double epsilon;

    RmsNorm(ModelConfig config) {
        width = config.hidden();
        stride = stride(config);
        epsilon = config.rmsNormEpsilon();
    }

    /** From one row to the next. */
    static int stride(ModelConfig config) {
        return Simd.roundUp(config.hidden(), Product.COLUMNS);
    }

    /** Norms the row at a place into another. */
    void apply(float[] x, int at, float[] scale, float[] out, int to) {
        float length = length(x, at);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            Simd.load(x, at + d).mul(length).mul(Simd.load(scale, d)).intoArray(out, to + d);
        }
    }

    /** l of the row at a place. */
    float length(float[] x, int at) {
        FloatVector squares = FloatVector.zero(Simd.FLOATS);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            FloatVector part = Simd.load(x, at + d);
            squares = part.fma(part, squares);
        }
        float mean = Simd.sum(squares) / width;
        return (float) (1 / Math.sqrt(mean + epsilon));
    }

    /** Adds dx to a row, given x and dy, the first rows of theirs. */
    void addSlope(Grid input, Grid slope, float[] scale, float[] sum, int to) {
        float[] x = input.numbers();
        float[] dy = slope.numbers();
        float length = length(x, input.begin());
        FloatVector along = FloatVector.zero(Simd.FLOATS);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            along = Simd.load(dy, slope.begin() + d)
                    .mul(Simd.load(scale, d))
                    .fma(Simd.load(x, input.begin() + d), along);
        }
        float back = -length * length * length * Simd.sum(along) / width;
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            FloatVector straight =
                    Simd.load(dy, slope.begin() + d).mul(Simd.load(scale, d)).mul(length);
            Simd.load(x, input.begin() + d)
                    .mul(back)
                    .add(straight)
                    .add(Simd.load(sum, to + d))
                    .intoArray(sum, to + d);
        }
    }
}
