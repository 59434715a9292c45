package dev.errata.policy.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.weights.Safetensors;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * The critic's weights with their gradient and AdamW's moments, [D + 1] each: D weights and a bias, all zero at first, so
 * that every value is 0. Without a critic they are empty. Not part of the policy: it is saved with the optimizer state.
 *
 * @param weight its weights and then its bias
 * @param gradient where gradients add up
 * @param first first moments
 * @param second second moments
 */
record CriticState(NDArray weight, NDArray gradient, NDArray first, NDArray second) {

    /** Name of its weights, and of their moments behind the moments' prefixes. */
    static final String NAME = "critic";

    static CriticState of(NDManager manager, boolean present, int hidden) {
        Shape shape = new Shape(present ? hidden + 1 : 0);
        return new CriticState(
                manager.zeros(shape, DataType.FLOAT32),
                manager.zeros(shape, DataType.FLOAT32),
                manager.zeros(shape, DataType.FLOAT32),
                manager.zeros(shape, DataType.FLOAT32));
    }

    boolean present() {
        return weight.size() > 0;
    }

    /** Its tensors in a file, given the prefixes of the moments. */
    List<Entry> entries(String firstPrefix, String secondPrefix) {
        long[] shape = {weight.size()};
        return present()
                ? List.of(
                        new Entry(NAME, shape),
                        new Entry(firstPrefix + NAME, shape),
                        new Entry(secondPrefix + NAME, shape))
                : List.of();
    }

    /** One of the entries' numbers. */
    void read(Entry entry, String firstPrefix, Consumer<FloatBuffer> sink) {
        NDArray array = entry.name().equals(NAME) ? weight : entry.name().startsWith(firstPrefix) ? first : second;
        sink.accept(FloatBuffer.wrap(array.toFloatArray()));
    }

    /** Takes all three from a file. */
    void load(Safetensors saved, String firstPrefix, String secondPrefix) {
        List<NDArray> arrays = List.of(weight, first, second);
        List<Entry> entries = entries(firstPrefix, secondPrefix);
        for (int i = 0; i < entries.size(); i++) {
            FloatBuffer numbers = FloatBuffer.allocate(Math.toIntExact(weight.size()));
            saved.read(entries.get(i), numbers::put);
            arrays.get(i).set(numbers.flip());
        }
    }
}
