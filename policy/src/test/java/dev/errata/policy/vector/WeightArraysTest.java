package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.network.WeightLayout.Weight;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightArraysTest {

    /** Random tensors, handed over in chunks of random sizes that end anywhere in a row. */
    private static final class Tensors {

        final Random random = new Random(4);
        final Map<String, float[]> numbers = new HashMap<>();

        Tensors(WeightLayout layout) {
            layout.entries()
                    .forEach(entry -> numbers.put(entry.name(), Gaussians.of(random, Math.toIntExact(entry.size()))));
        }

        float[] of(Entry entry) {
            return Objects.requireNonNull(numbers.get(entry.name()));
        }

        TensorSource inChunks(int most) {
            return (entry, sink) -> {
                float[] all = of(entry);
                for (int at = 0; at < all.length; ) {
                    int count = Math.min(all.length - at, 1 + random.nextInt(most));
                    sink.accept(FloatBuffer.wrap(all, at, count));
                    at += count;
                }
            };
        }
    }

    private static float[] read(WeightArrays arrays, Entry entry) {
        FloatBuffer found = FloatBuffer.allocate(Math.toIntExact(entry.size()));
        arrays.tensors().read(entry, found::put);
        assertThat(found.hasRemaining()).isFalse();
        return found.array();
    }

    @ParameterizedTest
    @EnumSource
    void everyTensorIsReadBackUnchanged(TinyNetwork network) {
        WeightLayout layout = WeightLayout.of(network.config());
        WeightArrays arrays = new WeightArrays(layout);
        for (int most : new int[] {1, 7, 100, 10_000}) {
            Tensors tensors = new Tensors(layout);
            arrays.assign(tensors.inChunks(most));
            for (Entry entry : layout.entries()) {
                assertThat(read(arrays, entry)).as(entry.name()).containsExactly(tensors.of(entry));
            }
        }
    }

    /** Query, key and value are one weight, and so are gate and up; each row has its place, and zeros behind it. */
    @ParameterizedTest
    @EnumSource
    void tensorsOfOneWeightAreStackedAndPaddingStaysZero(TinyNetwork network) {
        WeightLayout layout = WeightLayout.of(network.config());
        WeightArrays arrays = new WeightArrays(layout);
        Tensors tensors = new Tensors(layout);
        arrays.assign(tensors.inChunks(11));
        assertThat(arrays.count()).isEqualTo(layout.weights().size());
        for (int i = 0; i < arrays.count(); i++) {
            float[] expected = new float[arrays.of(i).length];
            float[] stacked = stacked(layout.weights().get(i), tensors);
            for (int row = 0; row < arrays.rows(i); row++) {
                System.arraycopy(stacked, row * arrays.columns(i), expected, row * arrays.stride(i), arrays.columns(i));
            }
            assertThat(stacked).hasSize(arrays.rows(i) * arrays.columns(i));
            assertThat(arrays.of(i)).containsExactly(expected);
            assertThat(arrays.stride(i) % Product.COLUMNS).isZero();
            assertThat(arrays.size(i)).isEqualTo(arrays.rows(i) * arrays.stride(i));
            assertThat(expected.length).isGreaterThanOrEqualTo(arrays.size(i));
        }
    }

    private static float[] stacked(Weight weight, Tensors tensors) {
        List<Float> numbers = new ArrayList<>();
        for (Entry part : weight.parts()) {
            for (float number : tensors.of(part)) {
                numbers.add(number);
            }
        }
        float[] stacked = new float[numbers.size()];
        for (int i = 0; i < stacked.length; i++) {
            stacked[i] = numbers.get(i);
        }
        return stacked;
    }

    @Test
    void aLargeTensorIsHandedOverInChunksThatAreNotTooLarge() {
        ModelConfig config = new ModelConfig("llama", 50, 1, 1, 1, 10, 8, 30_011, 64, 10_000, 1e-6, true, false);
        WeightLayout layout = WeightLayout.of(config);
        WeightArrays arrays = new WeightArrays(layout);
        Tensors tensors = new Tensors(layout);
        arrays.assign(tensors.inChunks(TensorSource.CHUNK));
        Entry embedding = layout.entries().get(0);
        List<Integer> sizes = new ArrayList<>();
        arrays.tensors().read(embedding, chunk -> sizes.add(chunk.remaining()));
        assertThat(sizes).hasSize(2).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(TensorSource.CHUNK));
        assertThat(Arrays.mismatch(read(arrays, embedding), tensors.of(embedding)))
                .isEqualTo(-1);
    }

    @Test
    void clearedArraysAreZero() {
        WeightLayout layout = WeightLayout.of(TinyNetwork.GROUPED.config());
        WeightArrays arrays = new WeightArrays(layout);
        arrays.assign(new Tensors(layout).inChunks(100));
        arrays.clear();
        for (int i = 0; i < arrays.count(); i++) {
            assertThat(arrays.of(i)).containsOnly(0);
        }
    }
}
