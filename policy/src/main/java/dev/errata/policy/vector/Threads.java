package dev.errata.policy.vector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs pieces of work in parallel on a given number of threads, one of which is the caller's. */
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

    /** Runs the work on every piece and waits for all. The threads take pieces until none is left. */
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
        // The caller starts last, once the others have been told to start.
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

    /** Work on a range of indices. */
    interface Range {

        /** Runs the work for begin to end - 1. */
        void run(int begin, int end);
    }

    /** Work on a range of indices by the thread of a slot. */
    interface SlotRange {

        /**
         * Runs the work for begin to end - 1.
         *
         * @param slot index of the thread, which selects its working memory
         */
        void run(int slot, int begin, int end);
    }

    /** Divides rows among the threads, in whole tiles, and waits for all. */
    void split(int rows, SlotRange work) {
        each(slots(), slot -> share(slot, rows, Product.ROWS, (begin, end) -> work.run(slot, begin, end)));
    }

    /** Runs the work once per slot and waits for all. */
    void all(Consumer<Integer> work) {
        each(slots(), work);
    }

    private List<Integer> slots() {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Runs one slot's share of a number of items; every share but the last is a multiple of {@code multiple}. */
    void share(int slot, int items, int multiple, Range work) {
        int each = Simd.roundUp((items + count - 1) / count, multiple);
        int begin = Math.min(items, slot * each);
        int end = Math.min(items, begin + each);
        if (begin < end) {
            work.run(begin, end);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
