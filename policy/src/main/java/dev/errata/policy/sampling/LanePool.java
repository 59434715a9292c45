package dev.errata.policy.sampling;

import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.Engine;
import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Memory and threads for decoding: one lane a core. A decoding step is many small operations; on two cores two lanes that
 * never wait for one another are faster than one whose every operation is split.
 */
public final class LanePool implements AutoCloseable {

    private final List<KeyValueCache> caches;
    private final ExecutorService threads;

    /** A pool for a decoder: a lane for each of the engine's threads, or one on a GPU. */
    public LanePool(Decoder decoder) {
        int lanes = decoder.onGpu() ? 1 : Engine.threads();
        caches = Stream.generate(() -> new KeyValueCache(decoder)).limit(lanes).toList();
        threads = Executors.newFixedThreadPool(lanes, work -> {
            Thread thread = new Thread(work, "sampling-lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One cache a lane. */
    List<KeyValueCache> caches() {
        return caches;
    }

    /** Does the same with every lane, all at the same time, and waits for them. */
    <R> List<R> each(List<Lane> lanes, Function<Lane, R> work) {
        if (lanes.size() == 1) {
            return List.of(work.apply(lanes.get(0)));
        }
        List<Callable<R>> calls = new ArrayList<>();
        for (Lane lane : lanes) {
            calls.add(() -> Engine.onOneThread(() -> work.apply(lane)));
        }
        try {
            List<R> results = new ArrayList<>();
            RuntimeException failure = null;
            for (Future<R> call : threads.invokeAll(calls)) {
                try {
                    results.add(call.get());
                } catch (ExecutionException e) {
                    failure = new IllegalStateException("a lane failed: " + e.getCause().getMessage(), e.getCause());
                }
            }
            if (failure != null) {
                throw failure;
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("sampling was interrupted", e);
        } finally {
            Engine.restoreThreads();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        caches.forEach(KeyValueCache::close);
    }
}
