package dev.errata.ops.bench.soak;

/** Work that one thread of the soak repeats. */
interface Turns extends AutoCloseable {

    /** Does the work once, drawn from the seed. */
    void take(long seed);

    @Override
    default void close() {}
}
