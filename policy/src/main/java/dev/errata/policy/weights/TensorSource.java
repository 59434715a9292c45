package dev.errata.policy.weights;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Where the numbers of tensors come from: a file, an array, a random generator. */
@FunctionalInterface
public interface TensorSource {

    /** Most numbers handed over at once: 4 MiB, so that no tensor is ever held twice. */
    int CHUNK = 1 << 20;

    /**
     * One tensor.
     *
     * @param name its name
     * @param shape its shape
     */
    record Entry(String name, long[] shape) {

        /** How many numbers it has. */
        public long size() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    /**
     * Hands over the numbers of one tensor, row by row, in chunks of at most {@link #CHUNK}; a chunk is only valid while the
     * sink looks at it.
     */
    void read(Entry entry, Consumer<FloatBuffer> sink);
}
