package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The softmax of one row's attention scores; sampling and training get the same bits. */
final class AttentionWeights {

    private AttentionWeights() {}

    /**
     * Replaces scores by weights. The array reaches to the end of the last page; the weights behind the last visible
     * score become 0.
     *
     * @param at index of the first score
     * @param seen number of visible positions
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
