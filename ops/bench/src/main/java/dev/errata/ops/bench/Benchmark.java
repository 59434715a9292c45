package dev.errata.ops.bench;

/** Work that is timed: each call of {@link #run} is one repetition. */
public interface Benchmark extends AutoCloseable {

    /** Does the work once. */
    Work run();

    @Override
    default void close() {}
}
