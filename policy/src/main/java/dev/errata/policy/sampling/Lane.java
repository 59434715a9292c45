package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sequences that decode side by side over one cache. Used by one thread at a time; lanes of the same network may work
 * at the same time.
 */
final class Lane {

    /** Ended rows are removed once they are this share of the lane (percent); until then they decode along. */
    private static final int LEAVING_PERCENT = 6;

    private final Inference inference;
    private final StopTokens stop;
    private final SamplingSettings settings;
    private final KeyValueCache cache;
    private final Prefill prefill;
    private final List<DecodingSequence> running = new ArrayList<>();
    private final List<DecodingSequence> admitted = new ArrayList<>();
    private int promisedPages;

    Lane(Inference inference, StopTokens stop, SamplingSettings settings, KeyValueCache cache) {
        this.inference = inference;
        this.stop = stop;
        this.settings = settings;
        this.cache = cache;
        prefill = new Prefill(inference, cache);
    }

    /** Number of sequences, running and admitted. */
    int size() {
        return running.size() + admitted.size();
    }

    /** Whether the cache has room for a row up to its limit. */
    boolean fits(DecodingSequence row) {
        return promisedPages + row.pagesToTheEnd() <= cache.limit();
    }

    /** Adds a row whose history must still be read. */
    void admit(DecodingSequence row) {
        promisedPages += row.pagesToTheEnd();
        admitted.add(row);
    }

    /** Adds a row whose history is already in the cache. */
    void resume(DecodingSequence row) {
        promisedPages += row.pagesToTheEnd();
        running.add(row);
    }

    /** Recomputes keys and values of the running rows under the current weights. */
    void recompute() {
        prefill.read(running);
    }

    /**
     * Reads the history of admitted rows and samples a few tokens for every row.
     *
     * @param version the version of the weights
     * @return the rows that have ended
     */
    List<DecodingSequence> advance(long version) {
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
        running.forEach(row -> takePages(row, row.pagesFor(Inference.STEPS)));
        return collect(inference.decode(running, settings, stop, leaving(), cache), version);
    }

    /** Number of ended rows that stops a call of the decoder. */
    private int leaving() {
        return Math.max(1, running.size() * LEAVING_PERCENT / 100);
    }

    private void takePages(DecodingSequence row, int wanted) {
        while (row.pages().size() < wanted) {
            row.pages().add(cache.take());
        }
    }

    private List<DecodingSequence> collect(Inference.Decoded decoded, long version) {
        List<DecodingSequence> ended = new ArrayList<>();
        List<DecodingSequence> still = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            DecodingSequence row = running.get(i);
            int[] tokens = decoded.tokens()[i];
            boolean going = true;
            for (int step = 0; going && step < tokens.length; step++) {
                going = row.take(tokens[step], decoded.logProbs()[i][step], version, stop);
            }
            (going ? still : ended).add(row);
        }
        for (DecodingSequence row : ended) {
            promisedPages -= row.pagesToTheEnd();
            cache.release(row.pages());
        }
        running.clear();
        running.addAll(still);
        Map<Integer, Integer> moved = cache.compact();
        if (!moved.isEmpty()) {
            running.forEach(row -> row.pages().replaceAll(page -> moved.getOrDefault(page, page)));
        }
        return ended;
    }

    /** Drops all rows and gives their pages back. */
    void clear() {
        running.forEach(row -> cache.release(row.pages()));
        admitted.forEach(row -> cache.release(row.pages()));
        running.clear();
        admitted.clear();
        promisedPages = 0;
    }
}
