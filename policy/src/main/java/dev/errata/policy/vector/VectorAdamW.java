package dev.errata.policy.vector;

import dev.errata.policy.weights.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** AdamW (arXiv:1711.05101) on a network's weights, in place, and its moments. Not thread-safe. */
final class VectorAdamW {

    /** Numbers of a piece of work. */
    private static final int PIECE = 1 << 16;

    private final VectorNetwork network;
    private final Backpropagation gradient;
    private final WeightArrays first;
    private final WeightArrays second;

    /** An optimizer with moments of zero. */
    VectorAdamW(VectorNetwork network, Backpropagation gradient) {
        this.network = network;
        this.gradient = gradient;
        first = new WeightArrays(network.layout());
        second = new WeightArrays(network.layout());
    }

    /**
     * One step.
     *
     * <pre>
     *   g = scale dL/dw,   m = m + (1 - beta1) (g - m),   v = beta2 v + (1 - beta2) g^2
     *   w = w decay - rate m / (sqrt(v) / root + epsilon)
     * </pre>
     *
     * @param scale factor of the gradient
     * @param decay 1 - learning rate x weight decay
     * @param rate learning rate / (1 - beta1^step)
     * @param root sqrt(1 - beta2^step)
     */
    record Step(float scale, float beta1, float beta2, float decay, float rate, float root, float epsilon) {

        /** The same step in plain Java: on weights, gradient, first and second moments. */
        void apply(float[] w, float[] g, float[] m, float[] v) {
            for (int i = 0; i < w.length; i++) {
                float scaled = g[i] * scale;
                m[i] += (1 - beta1) * (scaled - m[i]);
                v[i] = beta2 * v[i] + (1 - beta2) * (scaled * scaled);
                w[i] = w[i] * decay - rate * m[i] / ((float) Math.sqrt(v[i]) / root + epsilon);
            }
        }
    }

    private record Piece(int weight, int begin, int end) {}

    /** The squared Euclidean norm of the gradient. */
    double squaredNorm() {
        List<Piece> pieces = pieces();
        double[] sums = new double[pieces.size()];
        share(pieces, i -> sums[i] = squares(pieces.get(i)));
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }

    private double squares(Piece piece) {
        float[] g = gradient.sums().of(piece.weight());
        int stride = gradient.sums().stride(piece.weight());
        double total = 0;
        for (int row = piece.begin(); row < piece.end(); row += stride) {
            FloatVector sum = FloatVector.zero(Simd.FLOATS);
            for (int at = row; at < row + stride; at += Simd.WIDTH) {
                FloatVector part = Simd.load(g, at);
                sum = part.fma(part, sum);
            }
            total += Simd.sum(sum);
        }
        return total;
    }

    /** Takes a step along the current gradient. */
    void update(Step step) {
        List<Piece> pieces = pieces();
        network.change(() -> share(pieces, i -> update(pieces.get(i), step)));
    }

    private void share(List<Piece> pieces, IntConsumer work) {
        Threads threads = network.threads();
        threads.all(slot -> threads.share(slot, pieces.size(), 1, (begin, end) -> {
            for (int i = begin; i < end; i++) {
                work.accept(i);
            }
        }));
    }

    private void update(Piece piece, Step step) {
        float[] w = network.weights().of(piece.weight());
        float[] g = gradient.sums().of(piece.weight());
        float[] m = first.of(piece.weight());
        float[] v = second.of(piece.weight());
        for (int at = piece.begin(); at < piece.end(); at += Simd.WIDTH) {
            FloatVector scaled = Simd.load(g, at).mul(step.scale());
            FloatVector moment = Simd.load(m, at);
            moment = moment.add(scaled.sub(moment).mul(1 - step.beta1()));
            moment.intoArray(m, at);
            FloatVector square =
                    Simd.load(v, at).mul(step.beta2()).add(scaled.mul(scaled).mul(1 - step.beta2()));
            square.intoArray(v, at);
            FloatVector change = moment.mul(step.rate())
                    .div(square.lanewise(VectorOperators.SQRT).div(step.root()).add(step.epsilon()));
            Simd.load(w, at).mul(step.decay()).sub(change).intoArray(w, at);
        }
    }

    /** All weights in pieces of whole rows, each large enough to be worth a thread's turn. */
    private List<Piece> pieces() {
        WeightArrays weights = network.weights();
        List<Piece> pieces = new ArrayList<>();
        for (int weight = 0; weight < weights.count(); weight++) {
            int stride = weights.stride(weight);
            int step = Math.max(1, PIECE / stride) * stride;
            for (int begin = 0; begin < weights.size(weight); begin += step) {
                pieces.add(new Piece(weight, begin, Math.min(weights.size(weight), begin + step)));
            }
        }
        return pieces;
    }

    /** The first moments, by the names of the checkpoint's tensors. */
    TensorSource first() {
        return first.tensors();
    }

    /** The second moments, by the names of the checkpoint's tensors. */
    TensorSource second() {
        return second.tensors();
    }

    /** Sets both moments. */
    void assign(TensorSource firstMoments, TensorSource secondMoments) {
        first.assign(firstMoments);
        second.assign(secondMoments);
    }
}
