package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.SharedPrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences of different lengths, one after the other without padding, as arguments of the script. Only attention pads:
 * it works on blocks of sequences of similar length.
 *
 * @param tokens token ids, [N]
 * @param position position of each token in its sequence, [N]
 * @param blocks the blocks of attention, in packed order
 * @param begin first row of each sequence, in the given order
 * @param width number of positions of the longest sequence
 */
record PackedTokens(NDArray tokens, NDArray position, AttentionBlocks blocks, int[] begin, int width)
        implements ScriptArguments {

    /** Length of the shortest sequence of a block, as a share of the longest; attention is a small part of the work. */
    private static final double MIN_LENGTH_SHARE = 0.75;

    /**
     * Most tokens of a sequence with branches. Its mask is a square: 64 MiB of fp32 at this length, the most for one
     * block. Branches of longer sequences are read one by one.
     */
    static final int MAX_BRANCHING_TOKENS = 4096;

    private static final long MASK_BUDGET = (long) MAX_BRANCHING_TOKENS * MAX_BRANCHING_TOKENS;

    /**
     * Lays out sequences, the longest first.
     *
     * @throws IllegalArgumentException if one with branches has more than {@link #MAX_BRANCHING_TOKENS} tokens
     */
    static PackedTokens of(NDManager scope, List<SharedPrompt> sequences) {
        Layout layout = new Layout(scope, sequences);
        for (int first = 0; first < sequences.size(); ) {
            first = layout.block(first);
        }
        return layout.packed();
    }

    @Override
    public List<Object> inOrder() {
        return List.of(tokens, position, blocks.pad(), blocks.unpad(), blocks.mask());
    }

    /**
     * Blocks of sequences of similar length, which attention pads to rectangles.
     *
     * @param pad rows of each block as a rectangle, [b, t], counted from the block's first row; padding repeats a row
     * @param unpad index of each row of the block in the flat rectangle, [n]
     * @param mask 0 if a position sees another and -inf if not, [b, 1, t, t]; empty for a causal block
     */
    record AttentionBlocks(NDList pad, NDList unpad, NDList mask) {}

    private static final class Layout {

        private final NDManager scope;
        private final List<SharedPrompt> sequences;
        private final int[] order;
        private final long[] tokens;
        private final long[] position;
        private final int[] begin;
        private final AttentionBlocks blocks = new AttentionBlocks(new NDList(), new NDList(), new NDList());
        private int rows;

        Layout(NDManager scope, List<SharedPrompt> sequences) {
            this.scope = scope;
            this.sequences = sequences;
            order = IntStream.range(0, sequences.size())
                    .boxed()
                    .sorted(Comparator.<Integer, Boolean>comparing(
                                    i -> sequences.get(i).branches())
                            .thenComparing(i -> -sequences.get(i).length()))
                    .mapToInt(i -> i)
                    .toArray();
            int count = sequences.stream().mapToInt(SharedPrompt::length).sum();
            tokens = new long[count];
            position = new long[count];
            begin = new int[sequences.size()];
        }

        private SharedPrompt at(int place) {
            return sequences.get(order[place]);
        }

        /** Lays out the block that starts with a sequence, and returns the index behind it. */
        int block(int first) {
            boolean branches = at(first).branches();
            int t = at(first).length();
            if (branches && t > MAX_BRANCHING_TOKENS) {
                throw new IllegalArgumentException("a sequence with branches has " + t + " tokens, more than "
                        + MAX_BRANCHING_TOKENS + "; read its branches apart");
            }
            int end = first + 1;
            while (end < order.length
                    && at(end).branches() == branches
                    && at(end).length() >= MIN_LENGTH_SHARE * t
                    && (!branches || (long) (end + 1 - first) * t * t <= MASK_BUDGET)) {
                end++;
            }
            int b = end - first;
            int start = rows;
            long[] padded = new long[b * t];
            List<Long> real = new ArrayList<>();
            for (int i = 0; i < b; i++) {
                int from = rows - start;
                int length = at(first + i).length();
                append(order[first + i]);
                for (int p = 0; p < t; p++) {
                    padded[i * t + p] = from + Math.min(p, length - 1);
                    if (p < length) {
                        real.add((long) i * t + p);
                    }
                }
            }
            blocks.pad().add(scope.create(padded, new Shape(b, t)));
            blocks.unpad()
                    .add(scope.create(real.stream().mapToLong(Long::longValue).toArray()));
            blocks.mask().add(branches ? mask(first, b, t) : scope.create(new Shape(0)));
            return end;
        }

        private void append(int sequence) {
            SharedPrompt shared = sequences.get(sequence);
            begin[sequence] = rows;
            append(shared.prompt(), 0);
            for (int[] answer : shared.answers()) {
                append(answer, shared.prompt().length);
            }
        }

        private void append(int[] part, int from) {
            for (int i = 0; i < part.length; i++) {
                tokens[rows] = part[i];
                position[rows] = (long) from + i;
                rows++;
            }
        }

        /** Position p sees q if q is not after p and belongs to the prompt or to the same answer. */
        private NDArray mask(int first, int b, int t) {
            float[] numbers = new float[Math.toIntExact((long) b * t * t)];
            Arrays.fill(numbers, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < b; i++) {
                int[] part = parts(at(first + i), t);
                for (int p = 0; p < t; p++) {
                    for (int q = 0; q <= p; q++) {
                        if (part[q] == 0 || part[q] == part[p]) {
                            numbers[(i * t + p) * t + q] = 0;
                        }
                    }
                }
            }
            return scope.create(numbers, new Shape(b, 1, t, t));
        }

        /** The part of each position: 0 for the prompt, then one per answer, and one for padding. */
        private static int[] parts(SharedPrompt shared, int t) {
            int[] part = new int[t];
            int at = shared.prompt().length;
            int number = 1;
            for (int[] answer : shared.answers()) {
                Arrays.fill(part, at, at + answer.length, number);
                at += answer.length;
                number++;
            }
            Arrays.fill(part, at, t, number);
            return part;
        }

        PackedTokens packed() {
            int width = sequences.stream().mapToInt(SharedPrompt::width).max().orElse(1);
            return new PackedTokens(scope.create(tokens), scope.create(position), blocks, begin, width);
        }
    }
}
