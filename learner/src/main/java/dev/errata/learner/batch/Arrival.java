package dev.errata.learner.batch;

import dev.errata.schemas.ScoredRollout;
import java.util.function.Function;

/** One record of scored-rollouts as read from the log: a scored rollout, or bytes that cannot be read as one. */
public sealed interface Arrival {

    /** Its partition. */
    int partition();

    /** Its offset. */
    long offset();

    /** A record that could be read. */
    record Readable(int partition, long offset, ScoredRollout scored) implements Arrival {}

    /**
     * A record that could not be read.
     *
     * @param problem one sentence that says why
     * @param payload its bytes
     */
    record Unreadable(int partition, long offset, String problem, byte[] payload) implements Arrival {}

    /** Applies the function of its kind. */
    default <R> R fold(Function<Readable, R> readable, Function<Unreadable, R> unreadable) {
        if (this instanceof Readable read) {
            return readable.apply(read);
        }
        return unreadable.apply((Unreadable) this);
    }
}
