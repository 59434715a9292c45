package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;
import jdk.incubator.vector.FloatVector;

/**
 * The root-mean-square norm (arXiv:1910.07467) of one row, and its gradient:
 *
 * <pre>
 *   y = x r s,   r = 1 / sqrt(mean(x^2) + epsilon)
 *   dx = r (dy s) - x r^3 sum(dy s x) / D,   ds = dy x r
 * </pre>
 *
 * <p>Rows x and scale s have D numbers, then zeros up to the stride. Immutable.
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

    /** Numbers from one row to the next. */
    static int stride(ModelConfig config) {
        return Simd.roundUp(config.hidden(), Product.COLUMNS);
    }

    /** Writes the norm of the row at {@code at} to the row at {@code to}. */
    void apply(float[] x, int at, float[] scale, float[] out, int to) {
        float r = inverseRms(x, at);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            Simd.load(x, at + d).mul(r).mul(Simd.load(scale, d)).intoArray(out, to + d);
        }
    }

    /** r of the row that begins at an index. */
    float inverseRms(float[] x, int at) {
        FloatVector squares = FloatVector.zero(Simd.FLOATS);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            FloatVector part = Simd.load(x, at + d);
            squares = part.fma(part, squares);
        }
        float mean = Simd.sum(squares) / width;
        return (float) (1 / Math.sqrt(mean + epsilon));
    }

    /** Adds dx to the row that begins at {@code to}, given x and dy, the first rows of their matrices. */
    void addInputGradient(Matrix input, Matrix gradient, float[] scale, float[] sum, int to) {
        float[] x = input.numbers();
        float[] dy = gradient.numbers();
        float r = inverseRms(x, input.begin());
        FloatVector along = FloatVector.zero(Simd.FLOATS);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            along = Simd.load(dy, gradient.begin() + d)
                    .mul(Simd.load(scale, d))
                    .fma(Simd.load(x, input.begin() + d), along);
        }
        float share = -r * r * r * Simd.sum(along) / width;
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            FloatVector straight =
                    Simd.load(dy, gradient.begin() + d).mul(Simd.load(scale, d)).mul(r);
            Simd.load(x, input.begin() + d)
                    .mul(share)
                    .add(straight)
                    .add(Simd.load(sum, to + d))
                    .intoArray(sum, to + d);
        }
    }
}
