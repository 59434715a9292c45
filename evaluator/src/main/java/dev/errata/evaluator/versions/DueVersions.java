package dev.errata.evaluator.versions;

import dev.errata.evaluator.measurement.MeasuredPolicy;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Determines which announced version is due for measurement, and loads its weights. Not thread-safe, except
 * {@link #wakeup}.
 */
public final class DueVersions implements AutoCloseable {

    private final AnnouncedVersions announced;
    private final VersionChoice choice;
    private final EvaluatedWeights weights;
    private final NavigableSet<Long> done = new TreeSet<>();

    /** No version is done yet; {@link #close()} closes the announcements and the weights. */
    public DueVersions(AnnouncedVersions announced, VersionChoice choice, EvaluatedWeights weights) {
        this.announced = announced;
        this.choice = choice;
        this.weights = weights;
    }

    /** These versions were measured or given up, and are never due again. */
    public void done(Set<Long> versions) {
        done.addAll(versions);
    }

    /** The version to measure now, after reading what was announced before this call. */
    public Optional<Long> next() {
        announced.refresh();
        return choice.next(announced.versions(), done, announced.quiet());
    }

    /**
     * The policy with the weights of a version.
     *
     * @throws UnusableCheckpointException if the weights are gone or damaged
     */
    public MeasuredPolicy load(long version) {
        return weights.load(announced.weights(version).verified());
    }

    /** Ends a waiting {@link #next} with a WakeupException; may be called from any thread. */
    public void wakeup() {
        announced.wakeup();
    }

    @Override
    public void close() {
        announced.close();
        weights.close();
    }
}
