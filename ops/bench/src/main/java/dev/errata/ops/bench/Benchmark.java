package dev.errata.ops.bench;

/** Work that is timed: each call of {@link #run} is one repetition. */
public interface Benchmark extends AutoCloseable {

    /** Runs one repetition. */
    Work run();

    @Override
    default void close() {}
}
