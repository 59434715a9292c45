package dev.errata.policy.vector;

import dev.errata.policy.sampling.SamplingSettings;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The softmax of a row of logits, and tokens drawn from it. Masses are exp(logit - greatest) in fp32; their sums are
 * fp64 over blocks of fixed size, so the result does not depend on what else is computed. Used by one thread at a time.
 */
final class Softmax {

    /** Masses that are summed in fp32 before fp64 takes over. */
    private static final int BLOCK = 64;

    /** The least value of {@link Simd#exp}, subtracted from every mass so that an excluded token has the mass 0. */
    private static final float LEAST = Simd.exp(FloatVector.broadcast(Simd.FLOATS, Float.NEGATIVE_INFINITY))
            .lane(0);

    private final int count;
    private final float[] logits;
    private final float[] masses;
    private final double[] sums;
    private float greatest;
    private double total;

    /** Distributions over a number of tokens. */
    Softmax(int count) {
        this.count = count;
        int padded = Simd.roundUp(count, BLOCK);
        logits = new float[padded];
        masses = new float[padded];
        sums = new double[padded / BLOCK];
        Arrays.fill(logits, count, padded, Float.NEGATIVE_INFINITY);
    }

    /** Loads the row of logits at an index and divides it by a temperature above 0. */
    void load(float[] row, int at, double temperature) {
        System.arraycopy(row, at, logits, 0, count);
        if (temperature != 1) {
            float divisor = (float) temperature;
            for (int v = 0; v < count; v++) {
                logits[v] /= divisor;
            }
        }
        weigh();
    }

    private void weigh() {
        FloatVector most = Simd.load(logits, 0);
        for (int v = Simd.WIDTH; v < logits.length; v += Simd.WIDTH) {
            most = most.max(Simd.load(logits, v));
        }
        greatest = most.reduceLanes(VectorOperators.MAX);
        total = 0;
        for (int block = 0; block < sums.length; block++) {
            sums[block] = weigh(logits, masses, block * BLOCK, greatest);
        }
        for (double sum : sums) {
            total += sum;
        }
    }

    private static double weigh(float[] logits, float[] masses, int begin, float greatest) {
        FloatVector sum = FloatVector.zero(Simd.FLOATS);
        for (int v = begin; v < begin + BLOCK; v += Simd.WIDTH) {
            FloatVector mass = Simd.exp(Simd.load(logits, v).sub(greatest)).sub(LEAST);
            mass.intoArray(masses, v);
            sum = sum.add(mass);
        }
        return Simd.sum(sum);
    }

    /** Log-prob of a token, nats. */
    float logProb(int token) {
        return (float) ((double) logits[token] - greatest - Math.log(total));
    }

    /** Probability of a token. */
    double probability(int token) {
        return Math.exp((double) logits[token] - greatest) / total;
    }

    /**
     * Writes the gradient with respect to the logits: g (1 - p) at the target and -g p at every other token.
     *
     * @param g gradient with respect to the target's log-prob
     */
    void gradient(float g, int target, float[] out, int to) {
        float share = (float) (-g / total);
        int v = 0;
        for (; v + Simd.WIDTH <= count; v += Simd.WIDTH) {
            Simd.load(masses, v).mul(share).intoArray(out, to + v);
        }
        for (; v < count; v++) {
            out[to + v] = masses[v] * share;
        }
        out[to + target] += g;
    }

    /** The most probable token; of several, the lowest. */
    int argmax() {
        int token = 0;
        while (logits[token] != greatest && token < count - 1) {
            token++;
        }
        return token;
    }

    /** The token at which the cumulative distribution passes a uniform number in [0, 1). */
    int sample(double uniform) {
        double left = uniform * total;
        int block = 0;
        while (block < sums.length - 1 && left >= sums[block]) {
            left -= sums[block];
            block++;
        }
        int token = block * BLOCK;
        left -= masses[token];
        while (left >= 0 && token < count - 1) {
            token++;
            left -= masses[token];
        }
        // Rounding may leave a rest; it belongs to the last token that has a mass.
        while (token > 0 && masses[token] <= 0) {
            token--;
        }
        return token;
    }

    /**
     * Keeps only the top k tokens, ties included, and of these only the nucleus (arXiv:1904.09751): the smallest set of
     * most probable tokens whose mass reaches p. One token always remains.
     */
    void restrict(SamplingSettings settings) {
        int k = settings.topK();
        if (k > 0 && k < count) {
            keepFrom(greatestLogits(k)[k - 1]);
            weigh();
        }
        if (settings.topP() < 1) {
            keepNucleus(settings.topP());
            weigh();
        }
    }

    private void keepFrom(float least) {
        for (int v = 0; v < count; v++) {
            if (logits[v] < least) {
                logits[v] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** The greatest logits in descending order, at least k. None is below the k-th greatest of the blocks' maxima. */
    private float[] greatestLogits(int k) {
        float[] ofBlocks = new float[sums.length];
        Arrays.fill(ofBlocks, Float.NEGATIVE_INFINITY);
        for (int v = 0; v < count; v++) {
            ofBlocks[v / BLOCK] = Math.max(ofBlocks[v / BLOCK], logits[v]);
        }
        Arrays.sort(ofBlocks);
        float least = k <= ofBlocks.length ? ofBlocks[ofBlocks.length - k] : Float.NEGATIVE_INFINITY;
        float[] candidates = new float[count];
        int n = 0;
        for (int v = 0; v < count; v++) {
            if (logits[v] >= least) {
                candidates[n++] = -logits[v];
            }
        }
        Arrays.sort(candidates, 0, n);
        for (int i = 0; i < n; i++) {
            candidates[i] = -candidates[i];
        }
        return candidates;
    }

    /** Tokens whose mass is below (1 - p) / V are outside the nucleus: together they have less than 1 - p. */
    private void keepNucleus(double p) {
        double least = (1 - p) * total / count;
        long[] candidates = new long[count];
        int n = 0;
        for (int v = 0; v < count; v++) {
            if (masses[v] >= least) {
                // Greater masses first, and of equal ones the lower token: the bits of positive floats sort as their
                // values do.
                candidates[n++] = (long) ~Float.floatToRawIntBits(masses[v]) << 32 | v;
            }
        }
        Arrays.sort(candidates, 0, n);
        double before = 0;
        boolean[] kept = new boolean[count];
        for (int i = 0; i < n && before < p * total; i++) {
            int token = (int) candidates[i];
            kept[token] = true;
            before += masses[token];
        }
        for (int v = 0; v < count; v++) {
            if (!kept[v]) {
                logits[v] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
