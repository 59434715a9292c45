package dev.errata.rewards.verifier;

import dev.errata.rewards.verifier.Examination.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks one verifier about batches of answers: in chunks, several at the same time, each different answer once. One
 * thread uses it.
 */
final class Examiner implements AutoCloseable {

    private final Endpoint endpoint;
    private final int chunkSize;
    private final ExecutorService threads;
    private final Map<Submission, Finding> cache;

    /**
     * An examiner that has asked nothing.
     *
     * @param chunkSize most answers in one request
     * @param concurrency requests at the same time
     * @param cacheSize number of ratings that are kept
     */
    Examiner(Endpoint endpoint, int chunkSize, int concurrency, int cacheSize) {
        this.endpoint = endpoint;
        this.chunkSize = chunkSize;
        this.threads = Executors.newFixedThreadPool(concurrency, work -> new Thread(work, "ask-" + endpoint.name()));
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Submission, Finding> eldest) {
                return size() > cacheSize;
            }
        };
    }

    /** A batch that is being asked about. */
    final class Batch {

        private final Map<Submission, Finding> known;
        private final List<Future<Map<Submission, Finding>>> asked;

        private Batch(Map<Submission, Finding> known, List<Future<Map<Submission, Finding>>> asked) {
            this.known = known;
            this.asked = asked;
        }

        boolean isDone() {
            return asked.stream().allMatch(Future::isDone);
        }

        /** Stops asking. */
        void cancel() {
            asked.forEach(chunk -> chunk.cancel(true));
            endpoint.meters().waiting(0);
        }

        /** The finding of each submission; called once, when all is done. */
        Map<Submission, Finding> findings() {
            for (Future<Map<Submission, Finding>> chunk : asked) {
                finished(chunk).forEach((submission, finding) -> {
                    known.put(submission, finding);
                    if (finding.rating() != null) {
                        cache.put(submission, finding);
                    }
                });
            }
            endpoint.meters().waiting(0);
            return Collections.unmodifiableMap(known);
        }
    }

    /**
     * Begins to ask.
     *
     * @param ids the submissions, each with the id that it is asked by
     */
    Batch begin(Map<Submission, String> ids) {
        Map<Submission, Finding> known = new HashMap<>();
        List<AskedAnswer> open = new ArrayList<>();
        ids.forEach((submission, id) -> {
            Finding cached = cache.get(submission);
            if (cached == null) {
                open.add(new AskedAnswer(id, submission));
            } else {
                known.put(submission, cached);
            }
        });
        endpoint.meters().waiting(ids.size());
        endpoint.meters().answers("cached", known.size());
        List<Future<Map<Submission, Finding>>> asked = new ArrayList<>();
        for (int from = 0; from < open.size(); from += chunkSize) {
            List<AskedAnswer> chunk = open.subList(from, Math.min(from + chunkSize, open.size()));
            asked.add(threads.submit(new Examination(endpoint, chunk)));
        }
        return new Batch(known, asked);
    }

    private static Map<Submission, Finding> finished(Future<Map<Submission, Finding>> chunk) {
        try {
            return chunk.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking a verifier");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
