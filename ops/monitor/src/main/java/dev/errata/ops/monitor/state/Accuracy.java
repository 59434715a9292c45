package dev.errata.ops.monitor.state;

import dev.errata.schemas.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy per benchmark and policy version; the benchmark that was measured first is the headline. Not thread-safe.
 */
final class Accuracy {

    private final int capacity;
    private @Nullable String headline;
    private final TreeMap<Key, Point> points = new TreeMap<>(
            Comparator.comparing(Key::benchmark).thenComparing(Key::mode).thenComparing(Key::version));

    /** Remembers at most this many evaluations. */
    Accuracy(int capacity) {
        this.capacity = capacity;
    }

    void add(long at, Evaluation evaluation) {
        if (headline == null) {
            // The evaluator publishes the held-out set before any others.
            headline = evaluation.getBenchmark();
        }
        Key key = new Key(evaluation.getBenchmark(), evaluation.getMode().name(), evaluation.getPolicyVersion());
        points.put(
                key,
                new Point(
                        key.benchmark(),
                        key.mode(),
                        key.version(),
                        at,
                        new Share(evaluation.getAvgAtK(), evaluation.getIntervalLow(), evaluation.getIntervalHigh()),
                        evaluation.getQuestions(),
                        evaluation.getK(),
                        evaluation.getPassAtK()));
        if (points.size() > capacity) {
            thinOut();
        }
    }

    /** Drops every other version but the first and the last of each benchmark and mode. */
    private void thinOut() {
        List<Key> keys = new ArrayList<>(points.keySet());
        for (int i = 1; i < keys.size() - 1; i += 2) {
            if (keys.get(i).sameSeries(keys.get(i - 1)) && keys.get(i).sameSeries(keys.get(i + 1))) {
                points.remove(keys.get(i));
            }
        }
        if (points.size() > capacity) {
            // Only thousands of benchmarks get here; the page cannot show them all.
            points.pollLastEntry();
        }
    }

    /** All points, by benchmark, mode and version. */
    List<Point> points() {
        return List.copyOf(points.values());
    }

    /**
     * Accuracy of the oldest version measured greedily (or, where there is none, by sampling); null before the first.
     */
    @Nullable
    Point start() {
        return headline().stream().min(Comparator.comparing(Point::version)).orElse(null);
    }

    /** Accuracy of the newest version, drawn in the same way as {@link #start()}. */
    @Nullable
    Point now() {
        return headline().stream().max(Comparator.comparing(Point::version)).orElse(null);
    }

    private List<Point> headline() {
        List<Point> ofHeadline = points.values().stream()
                .filter(point -> point.benchmark().equals(headline))
                .toList();
        List<Point> greedy = ofHeadline.stream()
                .filter(point -> point.mode().equals("GREEDY"))
                .toList();
        return greedy.isEmpty() ? ofHeadline : greedy;
    }

    /**
     * Accuracy of one version.
     *
     * @param benchmark name of the held-out set
     * @param mode GREEDY or SAMPLED
     * @param version policy version
     * @param at milliseconds since the epoch
     * @param accuracy avg@k with its 95 % interval
     * @param questions questions asked
     * @param k answers per question
     * @param passAtK share of questions with a right answer among k, 0 to 1
     */
    public record Point(
            String benchmark,
            String mode,
            long version,
            long at,
            Share accuracy,
            int questions,
            int k,
            double passAtK) {}

    /** A share with its 95 % interval, each 0 to 1. */
    public record Share(double value, double low, double high) {}

    /** Identifies an evaluation. */
    private record Key(String benchmark, String mode, long version) {
        boolean sameSeries(Key other) {
            return benchmark.equals(other.benchmark) && mode.equals(other.mode);
        }
    }
}
