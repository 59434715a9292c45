package dev.errata.learner.batch;

import dev.errata.schemas.ScoredRollout;
import java.util.function.Function;

/** One record of scored-rollouts as it came off the log: a scored rollout, or bytes that are none. */
public sealed interface Arrival {

    /** Partition it lies in. */
    int partition();

    /** Its offset. */
    long offset();

    /** A record that could be read. */
    record Readable(int partition, long offset, ScoredRollout scored) implements Arrival {}

    /**
     * A record that could not.
     *
     * @param problem one sentence that says why
     * @param payload its bytes
     */
    record Unreadable(int partition, long offset, String problem, byte[] payload) implements Arrival {}

    /** What to make of either kind. */
    default <R> R fold(Function<Readable, R> readable, Function<Unreadable, R> unreadable) {
        if (this instanceof Readable read) {
            return readable.apply(read);
        }
        return unreadable.apply((Unreadable) this);
    }
}
