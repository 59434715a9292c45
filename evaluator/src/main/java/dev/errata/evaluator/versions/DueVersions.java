package dev.errata.evaluator.versions;

import dev.errata.evaluator.benchmark.MeasuredPolicy;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Tells which announced version is due for measurement, and loads its weights.
 *
 * @param announced versions announced so far
 * @param choice which of them is next
 * @param weights loads the weights
 */
public record DueVersions(AnnouncedVersions announced, VersionChoice choice, EvaluatedWeights weights)
        implements AutoCloseable {

    /**
     * The version to measure now, after reading what was announced before this call.
     *
     * @param done versions measured or given up
     */
    public Optional<Long> next(NavigableSet<Long> done) {
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
