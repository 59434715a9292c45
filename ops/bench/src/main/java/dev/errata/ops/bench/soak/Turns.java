package dev.errata.ops.bench.soak;

/** Work that goes on and on, on one thread. */
interface Turns extends AutoCloseable {

    /** Does it once; what is done is drawn from the seed. */
    void take(long seed);

    @Override
    default void close() {}
}
