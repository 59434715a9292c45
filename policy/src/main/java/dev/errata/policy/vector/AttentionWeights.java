package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The softmax of one row's attention scores: the same, bit by bit, whether a token is sampled or learned from. */
final class AttentionWeights {

    private AttentionWeights() {}

    /**
     * Turns scores from a place on into weights. The array has room up to a whole page; what is there behind the last score that
     * is seen is overwritten, and gets no weight.
     */
    static void normalize(float[] scores, int at, int seen) {
        int padded = Simd.roundUp(seen, KeyValueCache.PAGE);
        Arrays.fill(scores, at + seen, at + padded, Float.NEGATIVE_INFINITY);
        FloatVector most = Simd.load(scores, at);
        for (int t = Simd.WIDTH; t < padded; t += Simd.WIDTH) {
            most = most.max(Simd.load(scores, at + t));
        }
        float greatest = most.reduceLanes(VectorOperators.MAX);
        FloatVector sum = FloatVector.zero(Simd.FLOATS);
        for (int t = 0; t < padded; t += Simd.WIDTH) {
            FloatVector weight = Simd.exp(Simd.load(scores, at + t).sub(greatest));
            weight.intoArray(scores, at + t);
            sum = sum.add(weight);
        }
        float share = 1 / Simd.sum(sum);
        for (int t = 0; t < padded; t += Simd.WIDTH) {
            Simd.load(scores, at + t).mul(share).intoArray(scores, at + t);
        }
        Arrays.fill(scores, at + seen, at + padded, 0);
    }
}
