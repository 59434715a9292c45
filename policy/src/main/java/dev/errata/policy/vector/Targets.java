package dev.errata.policy.vector;

import dev.errata.policy.network.TargetTokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Tokens whose probability is wanted, in the order of the rows that predict them. Immutable. */
final class Targets {

    /** Receives the prediction of a row. */
    interface Listener {

        /**
         * A target and the distribution it is drawn from, valid until the next call.
         *
         * @param place index of the target in the order of the request
         */
        void onTarget(Softmax distribution, int target, int place);
    }

    private final int[] rows;
    private final int[] targets;
    private final int[] places;

    private Targets(int[] rows, int[] targets, int[] places) {
        this.rows = rows;
        this.targets = targets;
        this.places = places;
    }

    /**
     * The targets of one chunk of a call.
     *
     * @param predicted the targets of the chunk's sequences
     * @param firstPlace index of the first target of each
     * @param firstRow first row of each
     */
    static Targets of(TargetTokens[] predicted, int[] firstPlace, int[] firstRow) {
        int count =
                Arrays.stream(predicted).mapToInt(one -> one.targets().length).sum();
        int[] rows = new int[count];
        int[] targets = new int[count];
        int[] places = new int[count];
        int n = 0;
        for (int i = 0; i < predicted.length; i++) {
            for (int t = 0; t < predicted[i].targets().length; t++) {
                rows[n] = firstRow[i] + predicted[i].rows()[t];
                targets[n] = predicted[i].targets()[t];
                places[n] = firstPlace[i] + t;
                n++;
            }
        }
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingInt(i -> rows[i]))
                .mapToInt(i -> i)
                .toArray();
        return new Targets(pick(rows, order), pick(targets, order), pick(places, order));
    }

    private static int[] pick(int[] numbers, int[] order) {
        return Arrays.stream(order).map(i -> numbers[i]).toArray();
    }

    /** The rows from begin to end - 1 that predict a target, counted from begin. */
    int[] rowsWithin(int begin, int end) {
        return Arrays.stream(rows)
                .filter(row -> row >= begin && row < end)
                .map(row -> row - begin)
                .distinct()
                .toArray();
    }

    /** Reports the targets of a row. */
    void tell(int row, Softmax distribution, Listener listener) {
        int first = Arrays.binarySearch(rows, row);
        while (first > 0 && rows[first - 1] == row) {
            first--;
        }
        for (int i = first; i < rows.length && rows[i] == row; i++) {
            listener.onTarget(distribution, targets[i], places[i]);
        }
    }
}
