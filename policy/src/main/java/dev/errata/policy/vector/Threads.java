package dev.errata.policy.vector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Does pieces of work at the same time, on a given number of threads. */
final class Threads implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    Threads(int count) {
        this.count = count;
        threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "vector-inference");
            thread.setDaemon(true);
            return thread;
        });
    }

    int count() {
        return count;
    }

    /** Does the same with every piece and waits for all; where there is one thread or piece, on the caller's own. */
    <T> void each(List<T> pieces, Consumer<T> work) {
        if (count == 1 || pieces.size() < 2) {
            pieces.forEach(work);
            return;
        }
        CompletableFuture<?>[] calls = pieces.stream()
                .map(piece -> CompletableFuture.runAsync(() -> work.accept(piece), threads))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(calls).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Work on a range of rows. */
    interface RangeWork {

        /**
         * Does it for rows begin to end - 1.
         *
         * @param slot which of the threads' things to use
         */
        void run(int slot, int begin, int end);
    }

    /** Shares rows out over the threads, whole tiles to each, and waits for all. */
    void split(int rows, RangeWork work) {
        split(rows, Product.ROWS, work);
    }

    /** Shares things out over the threads, a multiple of some number to each but the last, and waits for all. */
    void split(int things, int multiple, RangeWork work) {
        int each = Simd.roundUp((things + count - 1) / count, multiple);
        List<Integer> slots = IntStream.range(0, count)
                .filter(slot -> slot * each < things)
                .boxed()
                .toList();
        each(slots, slot -> work.run(slot, slot * each, Math.min(things, (slot + 1) * each)));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
