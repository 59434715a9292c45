package dev.errata.actors.sources;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Divides rollouts among sources by their weights: start-time fair queueing (Goyal, Vin, Cheng, IEEE/ACM Transactions
 * on Networking 5(5), 1997) with an answer as the unit of service.
 *
 * <pre>
 *   next  = the source with the smallest tag F, among those of the highest priority that have a record
 *   V     = max(V, F) of the source served, for each priority
 *   F    += n / weight, where n answers are sampled
 * </pre>
 *
 * <p>A source that had no records, or was paused, comes back with F = max(F, V): it starts level. One whose records are
 * only being fetched keeps its F, at most 1,024 rollouts behind, and catches up. A weight that changes counts from the
 * next question on.
 */
public final class SourceTurns {

    private static final double MOST_BEHIND = 1024;

    private final Map<String, Share> shares = new HashMap<>();
    /** V, by priority. */
    private final Map<Integer, Double> served = new HashMap<>();

    private final Map<String, Double> marked = new HashMap<>();

    /** What one source has received. */
    private static final class Share {

        private double tag;
        private int priority;
        private boolean away = true;
    }

    /** The source whose turn it is, if any has a record. */
    public Optional<Source> next(Collection<Source> sources) {
        Optional<Source> next = Optional.empty();
        for (Source source : sources) {
            if (!hasRecord(source)) {
                continue;
            }
            if (next.isEmpty() || comesBefore(source, next.get())) {
                next = Optional.of(source);
            }
        }
        return next;
    }

    /** A question of a source is asked, and this many answers are sampled. */
    public void charge(Source source, int answers) {
        Share share = share(source);
        served.merge(share.priority, share.tag, Math::max);
        share.tag += answers / source.settings().getWeight();
    }

    /** Remembers what each source has received, for {@link #undo}. */
    public void mark() {
        marked.clear();
        shares.forEach((name, share) -> marked.put(name, share.tag));
    }

    /** Takes back what was charged since the last {@link #mark}. */
    public void undo() {
        marked.forEach((name, tag) -> share(name).tag = tag);
    }

    /** Whether a source has a record; one that comes back starts level with the others. */
    private boolean hasRecord(Source source) {
        Share share = share(source);
        if (!source.hasRecord()) {
            share.away |= !source.isFetching();
            return false;
        }
        int priority = source.settings().getPriority();
        double level = served.getOrDefault(priority, 0.0);
        if (share.priority != priority) {
            share.priority = priority;
            share.tag = level;
        }
        double most = share.away ? 0 : MOST_BEHIND / source.settings().getWeight();
        share.tag = Math.max(share.tag, level - most);
        share.away = false;
        return true;
    }

    private boolean comesBefore(Source source, Source other) {
        Share one = share(source);
        Share two = share(other);
        return one.priority != two.priority ? one.priority > two.priority : one.tag < two.tag;
    }

    private Share share(Source source) {
        return share(source.name());
    }

    private Share share(String source) {
        return shares.computeIfAbsent(source, unknown -> new Share());
    }
}
