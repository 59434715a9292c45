package dev.errata.policy.vector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Does pieces of work at the same time, on a given number of threads, of which the caller's own is one. */
final class Threads implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    Threads(int count) {
        this.count = count;
        threads = Executors.newFixedThreadPool(Math.max(1, count - 1), work -> {
            Thread thread = new Thread(work, "policy-vectors");
            thread.setDaemon(true);
            return thread;
        });
    }

    int count() {
        return count;
    }

    /** Does the same with every piece and waits for all. Threads, the caller's among them, take pieces until none is left. */
    <T> void each(List<T> pieces, Consumer<T> work) {
        if (count == 1 || pieces.size() < 2) {
            pieces.forEach(work);
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable taking = () -> {
            for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
                work.accept(pieces.get(i));
            }
        };
        int takers = Math.min(count, pieces.size());
        // The last to be started is the caller, who may begin only when the others have been told.
        waitFor(CompletableFuture.allOf(IntStream.range(0, takers)
                .mapToObj(taker -> CompletableFuture.runAsync(taking, taker < takers - 1 ? threads : Runnable::run))
                .toArray(CompletableFuture[]::new)));
    }

    private static void waitFor(CompletableFuture<Void> all) {
        try {
            all.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Work on a range of things. */
    interface Range {

        /** Does it for begin to end - 1. */
        void run(int begin, int end);
    }

    /** Work on a range of things, with things of the thread's own. */
    interface SlotRange {

        /**
         * Does it for begin to end - 1.
         *
         * @param slot which of the threads' things to use
         */
        void run(int slot, int begin, int end);
    }

    /** Shares rows out over the threads, whole tiles to each, and waits for all. */
    void split(int rows, SlotRange work) {
        each(slots(), slot -> share(slot, rows, Product.ROWS, (begin, end) -> work.run(slot, begin, end)));
    }

    /** Does something once a thread and waits for all. */
    void all(Consumer<Integer> work) {
        each(slots(), work);
    }

    private List<Integer> slots() {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Does one thread's share of things, a multiple of some number but for the last. */
    void share(int slot, int things, int multiple, Range work) {
        int each = Simd.roundUp((things + count - 1) / count, multiple);
        int begin = Math.min(things, slot * each);
        int end = Math.min(things, begin + each);
        if (begin < end) {
            work.run(begin, end);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
