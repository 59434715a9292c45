package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Caches and threads for decoding: one lane per core. A decoding step is many small operations. Two lanes that never
 * wait for each other are as fast as one whose operations are split over two threads, and far steadier when cores are
 * shared.
 */
public final class LanePool implements AutoCloseable {

    private final Inference inference;
    private final List<KeyValueCache> caches;
    private final ExecutorService threads;

    /** A pool with as many lanes as the inference asks for. */
    public LanePool(Inference inference) {
        this(inference, inference.lanes());
    }

    LanePool(Inference inference, int lanes) {
        this.inference = inference;
        caches = Stream.generate(inference::newCache).limit(lanes).toList();
        threads = Executors.newFixedThreadPool(lanes, work -> {
            Thread thread = new Thread(work, "sampling-lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One cache per lane. */
    List<KeyValueCache> caches() {
        return caches;
    }

    /** Runs the work on every lane in parallel and waits for all. */
    <R> List<R> each(List<Lane> lanes, Function<Lane, R> work) {
        if (lanes.size() == 1) {
            return List.of(work.apply(lanes.get(0)));
        }
        List<CompletableFuture<R>> calls = lanes.stream()
                .map(lane -> CompletableFuture.supplyAsync(() -> inference.onLane(() -> work.apply(lane)), threads))
                .toList();
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
            return calls.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            inference.afterLanes();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        caches.forEach(KeyValueCache::close);
    }
}
