package dev.errata.policy.vector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Does pieces of work at the same time, on a given number of threads, of which the caller's own is one. */
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

    /**
     * Does the same with every piece and waits for all. The caller's thread does the first, or all of them where there is no
     * other.
     */
    <T> void each(List<T> pieces, Consumer<T> work) {
        if (count == 1 || pieces.size() < 2) {
            pieces.forEach(work);
            return;
        }
        CompletableFuture<?>[] calls = pieces.stream()
                .skip(1)
                .map(piece -> CompletableFuture.runAsync(() -> work.accept(piece), threads))
                .toArray(CompletableFuture[]::new);
        try {
            work.accept(pieces.get(0));
        } finally {
            waitFor(CompletableFuture.allOf(calls));
        }
    }

    private static void waitFor(CompletableFuture<Void> all) {
        try {
            all.join();
        } catch (CompletionException e) {
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
