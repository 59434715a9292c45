package dev.errata.policy.sampling;

import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.PackedTokens;
import dev.errata.policy.network.SharedPrompt;
import java.util.ArrayList;
import java.util.List;

/** Fills the cache with what rows have behind them; rows with the same history share the work. */
final class Prefill {

    /** Most tokens read in one call. */
    private static final int TOKENS = 4096;

    private final Decoder decoder;
    private final KeyValueCache cache;

    Prefill(Decoder decoder, KeyValueCache cache) {
        this.decoder = decoder;
        this.cache = cache;
    }

    /** Reads the history of rows that own the pages for it. */
    void read(List<Row> rows) {
        List<List<Row>> pending = new ArrayList<>();
        int tokens = 0;
        for (int[] group : SharedPrompt.equal(rows.stream().map(Row::history).toList())) {
            List<Row> alike = new ArrayList<>();
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

    private void readNow(List<List<Row>> groups) {
        try (NDManager scope = decoder.scope()) {
            PackedTokens packed = PackedTokens.of(
                    scope,
                    groups.stream()
                            .map(group -> SharedPrompt.alone(group.get(0).history()))
                            .toList());
            KeptRows kept = new KeptRows();
            for (int g = 0; g < groups.size(); g++) {
                for (Row row : groups.get(g)) {
                    kept.add(packed.begin()[g], row.position(), row.pages());
                }
            }
            decoder.module()
                    .evaluate(
                            scope,
                            "prefill",
                            decoder.forInference(packed.width()),
                            packed,
                            kept.arguments(scope),
                            cache);
        }
    }
}
