package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.SharedPrompt;
import java.util.ArrayList;
import java.util.List;

/** Fills the cache with the history of rows; equal histories are read once. */
final class Prefill {

    /** Most tokens read in one call. */
    private static final int TOKENS = 4096;

    private final Inference inference;
    private final KeyValueCache cache;

    Prefill(Inference inference, KeyValueCache cache) {
        this.inference = inference;
        this.cache = cache;
    }

    /** Reads the history of rows that own enough pages. */
    void read(List<DecodingSequence> rows) {
        List<List<DecodingSequence>> pending = new ArrayList<>();
        int tokens = 0;
        for (int[] group :
                SharedPrompt.equal(rows.stream().map(DecodingSequence::history).toList())) {
            List<DecodingSequence> alike = new ArrayList<>();
            for (int i : group) {
                alike.add(rows.get(i));
            }
            int length = alike.get(0).position();
            if (length == 0) {
                continue;
            }
            if (tokens > 0 && tokens + length > TOKENS) {
                readNow(pending);
                pending.clear();
                tokens = 0;
            }
            pending.add(alike);
            tokens += length;
        }
        if (!pending.isEmpty()) {
            readNow(pending);
        }
    }

    private void readNow(List<List<DecodingSequence>> groups) {
        List<SharedPrompt> sequences = new ArrayList<>();
        List<CacheWrite> kept = new ArrayList<>();
        for (List<DecodingSequence> group : groups) {
            for (DecodingSequence row : group) {
                kept.add(CacheWrite.beginning(sequences.size(), row.position(), row.pages()));
            }
            sequences.add(SharedPrompt.alone(group.get(0).history()));
        }
        inference.read(sequences, kept, cache);
    }
}
