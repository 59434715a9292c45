package dev.errata.policy.vector;

import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.network.WeightLayout.Place;
import dev.errata.policy.network.WeightLayout.Weight;
import dev.errata.policy.weights.TensorSource;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Arrays with the layout of a network's weights: the weights themselves, their gradient, a moment. Rows are padded with
 * zeros to whole tiles, and there is room for whole tiles behind the last row.
 */
final class WeightArrays {

    /** Most numbers of a weight that fit an array, without padding. */
    private static final long MAX_NUMBERS = 2_000_000_000;

    private final WeightLayout layout;
    private final float[][] arrays;

    /** Arrays of zeros. */
    WeightArrays(WeightLayout layout) {
        this.layout = layout;
        List<Weight> weights = layout.weights();
        arrays = new float[weights.size()][];
        for (int i = 0; i < arrays.length; i++) {
            int rows = rows(i);
            arrays[i] = new float[Math.multiplyExact(Simd.roundUp(rows, Product.ROWS), stride(i))];
        }
    }

    /** Whether every weight of a network fits an array. */
    static boolean canHold(WeightLayout layout) {
        return layout.weights().stream()
                .allMatch(weight -> Arrays.stream(weight.shape()).reduce(1, (a, b) -> a * b) <= MAX_NUMBERS);
    }

    int count() {
        return arrays.length;
    }

    /** All numbers of a weight; row r begins at r stride(weight). */
    float[] of(int weight) {
        return arrays[weight];
    }

    /** Rows of a weight; 1 for a vector. */
    int rows(int weight) {
        long[] shape = layout.weights().get(weight).shape();
        return shape.length == 1 ? 1 : Math.toIntExact(shape[0]);
    }

    /** Numbers of a row. */
    int columns(int weight) {
        long[] shape = layout.weights().get(weight).shape();
        return Math.toIntExact(shape[shape.length - 1]);
    }

    /** Numbers from one row to the next. */
    int stride(int weight) {
        return Simd.roundUp(columns(weight), Product.COLUMNS);
    }

    /** Numbers of all rows, with the padding of each row. */
    int size(int weight) {
        return rows(weight) * stride(weight);
    }

    void clear() {
        for (float[] numbers : arrays) {
            Arrays.fill(numbers, 0);
        }
    }

    void assign(TensorSource source) {
        for (int i = 0; i < arrays.length; i++) {
            Cursor cursor = new Cursor(i, 0);
            layout.weights().get(i).parts().forEach(part -> source.read(part, cursor::take));
        }
    }

    TensorSource tensors() {
        return this::read;
    }

    private void read(Entry entry, Consumer<FloatBuffer> sink) {
        Place place = layout.find(entry.name());
        Cursor cursor = new Cursor(place.weight(), place.begin());
        for (long left = entry.size(); left > 0; ) {
            FloatBuffer chunk = FloatBuffer.allocate((int) Math.min(TensorSource.CHUNK, left));
            cursor.give(chunk);
            left -= chunk.limit();
            sink.accept(chunk);
        }
    }

    /** Walks through a weight's numbers and skips the padding. */
    private final class Cursor {

        private final float[] numbers;
        private final int columns;
        private final int stride;
        private long at;

        Cursor(int weight, long begin) {
            numbers = arrays[weight];
            columns = columns(weight);
            stride = stride(weight);
            at = begin;
        }

        void take(FloatBuffer chunk) {
            while (chunk.hasRemaining()) {
                int count = Math.min(chunk.remaining(), leftInRow());
                chunk.get(numbers, place(), count);
                at += count;
            }
        }

        void give(FloatBuffer chunk) {
            while (chunk.hasRemaining()) {
                int count = Math.min(chunk.remaining(), leftInRow());
                chunk.put(numbers, place(), count);
                at += count;
            }
            chunk.flip();
        }

        private int leftInRow() {
            return columns - (int) (at % columns);
        }

        private int place() {
            return (int) (at / columns) * stride + (int) (at % columns);
        }
    }
}
