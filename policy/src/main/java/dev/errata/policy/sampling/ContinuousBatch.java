package dev.errata.policy.sampling;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Continuous batching (Orca, OSDI 2022): sequences of different lengths decode side by side, one that ends leaves at once
 * and a waiting one takes its place. Not thread-safe; it shares the policy's thread.
 *
 * <p>The owner submits requests and calls {@link #advance} until the batch is idle. Between two calls the weights may be
 * replaced.
 */
public final class ContinuousBatch implements AutoCloseable {

    /** Most tokens a row samples in one call of the script. */
    private static final int STEPS = 8;

    /** Rows that end leave when they are so many in a hundred; until then they decode along. */
    private static final int LEAVING_SHARE = 6;

    /** Gaps in the cache are closed when it spans so much more than is in use. */
    private static final double LOOSE = 1.25;

    private final Decoder decoder;
    private final StopTokens stop;
    private final SamplingSettings settings;
    private final KeyValueCache cache;
    private final Prefill prefill;
    private final int maxRows;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private final List<Row> running = new ArrayList<>();
    private int promisedPages;
    private int tickets;
    private long version;

    /**
     * An idle batch.
     *
     * @param cache the memory for keys and values; nobody else may use it meanwhile
     * @param maxRows most sequences that decode side by side
     */
    ContinuousBatch(
            Decoder decoder, StopTokens stop, SamplingSettings settings, KeyValueCache cache, int maxRows) {
        this.decoder = decoder;
        this.stop = stop;
        this.settings = settings;
        this.cache = cache;
        this.maxRows = maxRows;
        prefill = new Prefill(decoder, cache);
    }

    /** Queues a request and returns its ticket: 0, 1, 2 and so on. */
    public int submit(SamplingRequest request) {
        int room = decoder.config().maxPositions() - request.prompt().length;
        int limit = Math.min(settings.maxNewTokens(), room);
        waiting.add(new Row(tickets, request.prompt(), Seeds.uniforms(request.seed(), limit)));
        return tickets++;
    }

    /** Lets in a row whose history is in the cache already. */
    void resume(Row row) {
        promisedPages += row.pagesToTheEnd();
        running.add(row);
    }

    /** Whether nothing waits and nothing runs. */
    public boolean isIdle() {
        return waiting.isEmpty() && running.isEmpty();
    }

    /** Requests that have not begun. */
    public int waiting() {
        return waiting.size();
    }

    /** Sequences that decode. */
    public int running() {
        return running.size();
    }

    /** Says which version sampled the tokens from now on, and what becomes of the keys and values of the running ones. */
    public void weightsReplaced(long newVersion, CacheAfterUpdate mode) {
        version = newVersion;
        if (mode == CacheAfterUpdate.RECOMPUTE && !running.isEmpty()) {
            prefill.read(running);
        }
    }

    /**
     * Lets waiting requests in where there is room, and samples a few tokens for every running one.
     *
     * @return those that ended, in no particular order
     */
    public List<Finished> advance() {
        admit();
        if (running.isEmpty()) {
            return List.of();
        }
        for (Row row : running) {
            takePages(row, row.pagesFor(STEPS));
        }
        try (NDManager scope = decoder.scope()) {
            PageTable table = PageTable.of(scope, running, cache.span());
            int width = decoder.config().maxPositions();
            NDList sampled = decoder.module()
                    .evaluate(
                            scope,
                            "decode",
                            decoder.forInference(Math.min(width, table.width() * KeyValueCache.PAGE)),
                            cache,
                            scope.create(running.stream().mapToLong(Row::next).toArray()),
                            scope.create(
                                    running.stream().mapToLong(Row::position).toArray()),
                            scope.create(running.stream().mapToLong(Row::left).toArray()),
                            table,
                            scope.create(uniforms(), new Shape(running.size(), STEPS)),
                            stop.toArray(scope),
                            scope.create(new double[] {
                                settings.temperature(), settings.topP(), settings.topK(), leaving()
                            }));
            return collect(sampled.get(0).toLongArray(), sampled.get(1).toFloatArray());
        }
    }

    /** How many ended rows are worth a stop: few while others wait for their place. */
    private int leaving() {
        return Math.max(1, running.size() * LEAVING_SHARE / 100);
    }

    private void admit() {
        if (!running.isEmpty() && maxRows - running.size() < Math.max(1, maxRows * LEAVING_SHARE / 100)) {
            return;
        }
        List<Row> admitted = new ArrayList<>();
        while (!waiting.isEmpty()
                && running.size() + admitted.size() < maxRows
                && promisedPages + waiting.element().pagesToTheEnd() <= cache.limit()) {
            Row row = waiting.remove();
            promisedPages += row.pagesToTheEnd();
            admitted.add(row);
        }
        if (!admitted.isEmpty()) {
            cache.reserve(promisedPages);
            admitted.forEach(row -> takePages(row, row.pagesFor(1)));
            prefill.read(admitted);
            running.addAll(admitted);
        }
    }

    private void takePages(Row row, int wanted) {
        while (row.pages().size() < wanted) {
            row.pages().add(cache.take());
        }
    }

    private double[] uniforms() {
        double[] uniforms = new double[running.size() * STEPS];
        for (int i = 0; i < running.size(); i++) {
            for (int step = 0; step < STEPS; step++) {
                uniforms[i * STEPS + step] = running.get(i).uniform(step);
            }
        }
        return uniforms;
    }

    private List<Finished> collect(long[] tokens, float[] logProbs) {
        int steps = tokens.length / running.size();
        List<Finished> finished = new ArrayList<>();
        List<Row> still = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            Row row = running.get(i);
            boolean going = true;
            for (int at = i * steps; going && at < (i + 1) * steps; at++) {
                going = row.take(tokens[at], logProbs[at], version, stop);
            }
            if (going) {
                still.add(row);
            } else {
                promisedPages -= row.pagesToTheEnd();
                cache.release(row.pages());
                finished.add(new Finished(row.ticket(), row.completion(), row.spans()));
            }
        }
        running.clear();
        running.addAll(still);
        closeGaps();
        return finished;
    }

    /** Forgets what waits and runs, and gives its pages back. */
    @Override
    public void close() {
        waiting.clear();
        running.forEach(row -> cache.release(row.pages()));
        running.clear();
    }

    private void closeGaps() {
        if (cache.span() <= LOOSE * cache.size() || waiting.size() >= cache.span() - cache.size()) {
            return;
        }
        Map<Integer, Integer> moved =
                cache.compact().stream().collect(Collectors.toMap(move -> move[0], move -> move[1]));
        for (Row row : running) {
            row.pages().replaceAll(page -> moved.getOrDefault(page, page));
        }
    }
}
