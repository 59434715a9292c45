package dev.errata.policy.vector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

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

    @Override
    public void close() {
        threads.shutdown();
    }
}
