package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.demo.UpdateMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far training was when each version came out.
 *
 * <p>An update is marked with the newest version that was out while it ran. So what made version v are the updates marked with a
 * version below v, and v came out when the last of them had ended.
 *
 * @param firstUpdate where time begins
 * @param updates every update, in order
 */
record Timeline(Instant firstUpdate, List<UpdateMark> updates) {

    /** Minutes from the beginning to the last update of a version; 0 for the start policy and for what came out before. */
    double minutes(long version) {
        long began = firstUpdate.toEpochMilli();
        long ended = updates.stream()
                .filter(update -> update.version() < version)
                .mapToLong(UpdateMark::at)
                .max()
                .orElse(began);
        return Math.max(0, ended - began) / 60_000.0;
    }

    /** Tokens with a loss of all updates that made a version. */
    long trainedTokens(long version) {
        return updates.stream()
                .filter(update -> update.version() < version)
                .mapToLong(UpdateMark::tokens)
                .sum();
    }

    /** So many of the versions from 0 to the last, both among them, evenly spread. */
    static List<Long> spread(long last, int wanted) {
        long count = Math.min(wanted, last + 1);
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(count == 1 ? 0 : Math.round((double) i * last / (count - 1)));
        }
        return chosen;
    }
}
