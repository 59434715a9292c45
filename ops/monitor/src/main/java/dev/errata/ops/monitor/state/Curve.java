package dev.errata.ops.monitor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One number over time, in a bounded number of buckets.
 *
 * <p>Values in one bucket are summarized. When there are too many buckets their width doubles and neighbors merge, so
 * the whole run stays visible at a lower resolution. Not thread-safe.
 */
final class Curve {

    private final int capacity;
    private TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private long widthMillis;
    private double last = Double.NaN;
    private long lastAt = Long.MIN_VALUE;
    private long notFinite;

    /** A curve of at most this many buckets, 2 or more, each of a second at first. */
    Curve(int capacity) {
        this(capacity, 1000);
    }

    /** A curve of at most this many buckets, 2 or more, with an initial width. */
    Curve(int capacity, long widthMillis) {
        if (capacity < 2) {
            throw new IllegalArgumentException("A curve needs 2 points or more, not " + capacity + ".");
        }
        this.capacity = capacity;
        this.widthMillis = widthMillis;
    }

    /** Adds a value; infinite values and NaN are only counted. */
    void add(long at, double value) {
        if (!Double.isFinite(value)) {
            notFinite++;
            return;
        }
        if (at >= lastAt) {
            last = value;
            lastAt = at;
        }
        buckets.computeIfAbsent(Math.floorDiv(at, widthMillis), key -> new Bucket())
                .add(value);
        while (buckets.size() > capacity) {
            widen();
        }
    }

    private void widen() {
        widthMillis *= 2;
        TreeMap<Long, Bucket> wider = new TreeMap<>();
        buckets.forEach((key, bucket) -> wider.merge(Math.floorDiv(key, 2), bucket, Bucket::plus));
        buckets = wider;
    }

    /** The newest value; NaN where there is none. */
    double last() {
        return last;
    }

    /** Number of values that were infinite or NaN. */
    long notFinite() {
        return notFinite;
    }

    /** Mean of each bucket, [n][2]: seconds since the origin, value. */
    List<double[]> means(long origin) {
        return points(origin, Bucket::mean);
    }

    /** Largest value of each bucket, [n][2]: seconds since the origin, value. */
    List<double[]> maxima(long origin) {
        return points(origin, bucket -> bucket.max);
    }

    /**
     * Sum per second, [n][2]: seconds since the origin, value; 0 where there were no values.
     *
     * @param now time now; buckets that are not over yet are left out, since they would look like a drop
     */
    List<double[]> perSecond(long origin, long now) {
        List<double[]> points = new ArrayList<>();
        long previous = Long.MIN_VALUE;
        for (Map.Entry<Long, Bucket> entry : buckets.entrySet()) {
            long key = entry.getKey();
            if ((key + 1) * widthMillis > now) {
                break;
            }
            zeros(points, previous, key, origin);
            points.add(point(key, origin, entry.getValue().sum * 1000.0 / widthMillis));
            previous = key;
        }
        zeros(points, previous, Math.floorDiv(now, widthMillis), origin);
        return points;
    }

    private void zeros(List<double[]> points, long previous, long next, long origin) {
        if (previous == Long.MIN_VALUE || next - previous < 2) {
            return;
        }
        points.add(point(previous + 1, origin, 0));
        if (next - previous > 2) {
            points.add(point(next - 1, origin, 0));
        }
    }

    private List<double[]> points(long origin, ToDoubleFunction<Bucket> value) {
        List<double[]> points = new ArrayList<>(buckets.size());
        buckets.forEach((key, bucket) -> points.add(point(key, origin, value.applyAsDouble(bucket))));
        return points;
    }

    private double[] point(long key, long origin, double value) {
        double seconds = Math.max(0, (key * widthMillis + widthMillis / 2.0 - origin) / 1000.0);
        return new double[] {Math.round(seconds * 10) / 10.0, Rounded.toSixDigits(value)};
    }

    /** Sum, maximum and count of the values in one bucket. */
    private static final class Bucket {
        private double sum;
        private double max = Double.NEGATIVE_INFINITY;
        private long count;

        void add(double value) {
            sum += value;
            max = Math.max(max, value);
            count++;
        }

        Bucket plus(Bucket other) {
            sum += other.sum;
            max = Math.max(max, other.max);
            count += other.count;
            return this;
        }

        double mean() {
            return sum / count;
        }
    }
}
