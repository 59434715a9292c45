package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.demo.UpdateMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Training time and trained tokens at which each version was published.
 *
 * <p>An update carries the newest version that was published while it ran. So version v is made of the updates that
 * carry a version below v, and it was published when the last of them had ended.
 *
 * @param firstUpdate start of the time axis
 * @param updates every update, in order
 */
record Timeline(Instant firstUpdate, List<UpdateMark> updates) {

    /**
     * Minutes from the start to the last update of a version; 0 for the start policy and for versions published before
     * the start.
     */
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

    /** At most {@code wanted} of the versions from 0 to the last, evenly spread, both ends included. */
    static List<Long> spread(long last, int wanted) {
        long count = Math.min(wanted, last + 1);
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(count == 1 ? 0 : Math.round((double) i * last / (count - 1)));
        }
        return chosen;
    }
}
