package dev.errata.ops.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Repeated measurements of one quantity.
 *
 * @param min the smallest
 * @param median the middle one, or the mean of the two in the middle
 * @param max the largest
 * @param runs all of them, in the order in which they were measured
 */
public record Spread(double min, double median, double max, List<Double> runs) {

    /** The spread of at least one measurement. */
    public static Spread of(DoubleStream measurements) {
        double[] runs = measurements.toArray();
        if (runs.length == 0) {
            throw new IllegalArgumentException("a spread needs at least one measurement");
        }
        double[] sorted = runs.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(
                sorted[0],
                median,
                sorted[sorted.length - 1],
                Arrays.stream(runs).boxed().toList());
    }
}
