package dev.errata.policy.sampling;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sequences that decode side by side over one cache. Used by one thread at a time; lanes of the same decoder may work at
 * the same time.
 */
final class Lane {

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
    private final List<Row> running = new ArrayList<>();
    private final List<Row> admitted = new ArrayList<>();
    private int promisedPages;

    Lane(Decoder decoder, StopTokens stop, SamplingSettings settings, KeyValueCache cache) {
        this.decoder = decoder;
        this.stop = stop;
        this.settings = settings;
        this.cache = cache;
        prefill = new Prefill(decoder, cache);
    }

    /** Sequences that decode or are about to. */
    int size() {
        return running.size() + admitted.size();
    }

    /** Whether the cache can take a row to its end. */
    boolean fits(Row row) {
        return promisedPages + row.pagesToTheEnd() <= cache.limit();
    }

    /** Takes a row whose history has yet to be read. */
    void admit(Row row) {
        promisedPages += row.pagesToTheEnd();
        admitted.add(row);
    }

    /** Takes a row whose history is in the cache already. */
    void resume(Row row) {
        promisedPages += row.pagesToTheEnd();
        running.add(row);
    }

    /** Makes keys and values of the running rows again, by the weights as they are now. */
    void recompute() {
        prefill.read(running);
    }

    /**
     * Reads what was admitted and samples a few tokens for every row.
     *
     * @param version the version of the weights
     * @return the rows that ended
     */
    List<Row> advance(long version) {
        if (!admitted.isEmpty()) {
            cache.reserve(promisedPages);
            admitted.forEach(row -> takePages(row, row.pagesFor(1)));
            prefill.read(admitted);
            running.addAll(admitted);
            admitted.clear();
        }
        if (running.isEmpty()) {
            return List.of();
        }
        running.forEach(row -> takePages(row, row.pagesFor(STEPS)));
        try (NDManager scope = decoder.scope()) {
            PageTable table = PageTable.of(scope, running, cache.span());
            NDList sampled = decoder.module()
                    .evaluate(
                            scope,
                            "decode",
                            decoder.forInference(table.width() * KeyValueCache.PAGE),
                            cache,
                            scope.create(running.stream().mapToLong(Row::next).toArray()),
                            scope.create(
                                    running.stream().mapToLong(Row::position).toArray()),
                            scope.create(running.stream().mapToLong(Row::left).toArray()),
                            table,
                            scope.create(uniforms(), new Shape(running.size(), STEPS)),
                            stop.toArray(scope),
                            scope.create(
                                    new double[] {settings.temperature(), settings.topP(), settings.topK(), leaving()
                                    }));
            return collect(sampled.get(0).toLongArray(), sampled.get(1).toFloatArray(), version);
        }
    }

    /** How many ended rows are worth a stop. */
    private int leaving() {
        return Math.max(1, running.size() * LEAVING_SHARE / 100);
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

    private List<Row> collect(long[] tokens, float[] logProbs, long version) {
        int steps = tokens.length / running.size();
        List<Row> ended = new ArrayList<>();
        List<Row> still = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            Row row = running.get(i);
            boolean going = true;
            for (int at = i * steps; going && at < (i + 1) * steps; at++) {
                going = row.take(tokens[at], logProbs[at], version, stop);
            }
            (going ? still : ended).add(row);
        }
        for (Row row : ended) {
            promisedPages -= row.pagesToTheEnd();
            cache.release(row.pages());
        }
        running.clear();
        running.addAll(still);
        if (cache.span() > LOOSE * cache.size()) {
            closeGaps();
        }
        return ended;
    }

    private void closeGaps() {
        Map<Integer, Integer> moved =
                cache.compact().stream().collect(Collectors.toMap(move -> move[0], move -> move[1]));
        for (Row row : running) {
            row.pages().replaceAll(page -> moved.getOrDefault(page, page));
        }
    }

    /** Forgets its rows and gives their pages back. */
    void clear() {
        running.forEach(row -> cache.release(row.pages()));
        admitted.forEach(row -> cache.release(row.pages()));
        running.clear();
        admitted.clear();
        promisedPages = 0;
    }
}
