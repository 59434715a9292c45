package dev.errata.policy.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Sequences of different lengths as one matrix, padded on the right. */
public final class PaddedTokens {

    private PaddedTokens() {}

    /**
     * Token ids [B, T] with a filler behind each shorter sequence. Attention is causal, so the filler changes nothing
     * before it.
     */
    public static NDArray of(NDManager scope, List<int[]> sequences, int width, long filler) {
        long[] ids = new long[sequences.size() * width];
        Arrays.fill(ids, filler);
        for (int row = 0; row < sequences.size(); row++) {
            int[] sequence = sequences.get(row);
            for (int t = 0; t < sequence.length; t++) {
                ids[row * width + t] = sequence[t];
            }
        }
        return scope.create(ids, new Shape(sequences.size(), width));
    }

    /** Two sequences, one after the other. */
    public static int[] join(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Cuts the numbers 0 to count - 1 into chunks of similar length, each at most so large when padded.
     *
     * @param length length of sequence i
     * @param budget most padded tokens of a chunk; a single longer sequence is a chunk of its own
     */
    public static List<int[]> chunks(int count, IntUnaryOperator length, long budget) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(length::applyAsInt));
        List<int[]> chunks = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= count; end++) {
            boolean full = end < count && (long) (end + 1 - begin) * length.applyAsInt(order.get(end)) > budget;
            if (full || end == count) {
                chunks.add(order.subList(begin, end).stream().mapToInt(i -> i).toArray());
                begin = end;
            }
        }
        return chunks;
    }
}
