package dev.errata.policy.weights;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Supplies the numbers of tensors: from a file, an array or a random generator. */
@FunctionalInterface
public interface TensorSource {

    /** Most numbers per chunk: 4 MiB of fp32, so that no tensor is held twice. */
    int CHUNK = 1 << 20;

    /**
     * One tensor.
     *
     * @param name its name
     * @param shape its shape
     */
    record Entry(String name, long[] shape) {

        /** Number of its elements. */
        public long size() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    /**
     * Hands over the numbers of one tensor, row by row, in chunks of at most {@link #CHUNK}; a chunk is valid only
     * during the call of the sink.
     */
    void read(Entry entry, Consumer<FloatBuffer> sink);
}
