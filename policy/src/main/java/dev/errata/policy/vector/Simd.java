package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The processor's fp32 vectors, and functions that the Vector API would compute by slow calls. */
final class Simd {

    /** The widest vectors of this processor. */
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    /** Numbers per vector. */
    static final int WIDTH = FLOATS.length();

    private static final float LOG2_E = 1.44269504f;

    /** Below this e^x is subnormal, above {@link #LARGEST} it overflows. */
    private static final float SMALLEST = -87.3f;

    private static final float LARGEST = 88.3f;

    /** Adding it to a small number leaves the nearest integer plus the exponent's bias in the lowest bits. */
    private static final float ROUNDING = 0x1.8p23f + 127;

    // ln 2 in two parts: the first has so few bits that its product with a small integer is exact.
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    private Simd() {}

    /** Whether a page holds whole vectors, of at least 4 numbers. */
    static boolean isSupported() {
        return WIDTH >= 4 && KeyValueCache.PAGE % WIDTH == 0;
    }

    /** The next multiple of the width. */
    static int padded(int count) {
        return roundUp(count, WIDTH);
    }

    /** The next multiple of a number. */
    static int roundUp(int count, int multiple) {
        return (count + multiple - 1) / multiple * multiple;
    }

    /** The vector at an index. */
    static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(FLOATS, from, at);
    }

    /**
     * The sum of a vector's numbers, from first to last. {@code reduceLanes} leaves the order to the virtual machine:
     * since Java 24 it differs between compiled and interpreted code, and with it the last bit.
     */
    static float sum(FloatVector numbers) {
        float sum = 0;
        for (float number : numbers.toArray()) {
            sum += number;
        }
        return sum;
    }

    /**
     * e^x within 2 units in the last place; x is clamped to [-87.3, 88.3]. x = n ln 2 + r
     * with |r| at most (ln 2) / 2, and e^r by the polynomial of the Cephes library's expf.
     */
    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.max(SMALLEST).min(LARGEST);
        FloatVector shifted =
                bounded.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUNDING));
        FloatVector n = shifted.sub(ROUNDING);
        FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), bounded);
        r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);
        FloatVector p =
                r.fma(FloatVector.broadcast(FLOATS, 1.9875691500e-4f), FloatVector.broadcast(FLOATS, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1f);
        FloatVector power =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return p.mul(power);
    }
}
