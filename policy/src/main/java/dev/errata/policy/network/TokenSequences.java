package dev.errata.policy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Joins token sequences, and divides many into chunks of bounded size. */
public final class TokenSequences {

    private TokenSequences() {}

    /** Two sequences, one after the other. */
    public static int[] join(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Divides the indices 0 to count - 1 into chunks of sequences of similar length.
     *
     * @param length length of sequence i
     * @param budget most tokens of a chunk; a longer sequence is a chunk of its own
     */
    public static List<int[]> chunks(int count, IntUnaryOperator length, long budget) {
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingInt(length::applyAsInt))
                .mapToInt(i -> i)
                .toArray();
        List<int[]> chunks = new ArrayList<>();
        int begin = 0;
        long tokens = 0;
        for (int end = 0; end < count; end++) {
            tokens += length.applyAsInt(order[end]);
            if (tokens > budget && end > begin) {
                chunks.add(Arrays.copyOfRange(order, begin, end));
                begin = end;
                tokens = length.applyAsInt(order[end]);
            }
        }
        if (begin < count) {
            chunks.add(Arrays.copyOfRange(order, begin, count));
        }
        return chunks;
    }
}
