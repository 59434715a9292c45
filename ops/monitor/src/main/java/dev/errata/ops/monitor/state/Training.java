package dev.errata.ops.monitor.state;

import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The metrics of the learner's updates, and the versions it published. Not thread-safe. */
final class Training {

    /** Metrics beyond this many names are not kept. */
    static final int MAX_METRICS = 64;

    private final int capacity;
    private final Map<String, Curve> metrics = new TreeMap<>();
    private final Curve stalenessMean;
    private final Curve stalenessMax;
    private final Rate rollouts;
    private final Rate tokens;
    private long updates;
    private double worstStaleness;
    private @Nullable PolicyUpdate newest;

    Training(int capacity) {
        this.capacity = capacity;
        this.stalenessMean = new Curve(capacity);
        this.stalenessMax = new Curve(capacity);
        this.rollouts = new Rate(capacity);
        this.tokens = new Rate(capacity);
    }

    void step(long at, LearnerStep step) {
        updates = Math.max(updates, step.getUpdate());
        worstStaleness = Math.max(worstStaleness, step.getStalenessMax());
        stalenessMean.add(at, step.getStalenessMean());
        stalenessMax.add(at, step.getStalenessMax());
        rollouts.add(at, step.getRollouts());
        tokens.add(at, step.getTokens());
        step.getMetrics().forEach((name, value) -> {
            if (metrics.containsKey(name) || metrics.size() < MAX_METRICS) {
                metrics.computeIfAbsent(name, key -> new Curve(capacity)).add(at, value);
            }
        });
    }

    void published(PolicyUpdate update) {
        PolicyUpdate before = newest;
        if (before == null || update.getVersion() >= before.getVersion()) {
            newest = update;
            updates = Math.max(updates, update.getUpdates());
        }
    }

    /** The newest policy update; null before the first. */
    @Nullable
    PolicyUpdate newest() {
        return newest;
    }

    long updates() {
        return updates;
    }

    /** The newest value of a metric; NaN where there is none. */
    double last(String metric) {
        Curve curve = metrics.get(metric);
        return curve == null ? Double.NaN : curve.last();
    }

    Rate rollouts() {
        return rollouts;
    }

    Rate tokens() {
        return tokens;
    }

    /** Staleness now and at its worst, in versions. */
    Staleness staleness(@Nullable Long limit) {
        return new Staleness(finite(stalenessMean.last()), finite(stalenessMax.last()), worstStaleness, limit);
    }

    /** Curves by name. */
    Map<String, CurveView> curves(long origin, long now) {
        Map<String, CurveView> curves = new TreeMap<>();
        metrics.forEach((name, curve) -> curves.put("metric/" + name, new CurveView("", curve.means(origin))));
        curves.put("staleness/mean", new CurveView("versions", stalenessMean.means(origin)));
        curves.put("staleness/max", new CurveView("versions", stalenessMax.maxima(origin)));
        curves.put("thr/learner_samples_s", new CurveView("rollouts/s", rollouts.points(origin, now)));
        curves.put("thr/learner_tok_s", new CurveView("tokens/s", tokens.points(origin, now)));
        return curves;
    }

    /** One sentence per metric that was infinite or NaN. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        metrics.forEach((name, curve) -> {
            if (curve.notFinite() > 0) {
                warnings.add(
                        name + " was infinite or NaN in " + curve.notFinite() + " updates: look at the learner's log.");
            }
        });
        return warnings;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /**
     * The lag of the trained tokens behind the learner, policy versions.
     *
     * @param mean over the rollouts of the newest update; null before the first
     * @param max over the tokens of the newest update; null before the first
     * @param worst largest max seen
     * @param limit the staleness limit η; null where it is not configured
     */
    public record Staleness(@Nullable Double mean, @Nullable Double max, double worst, @Nullable Long limit) {}
}
