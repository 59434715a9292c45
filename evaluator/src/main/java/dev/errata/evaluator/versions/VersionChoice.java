package dev.errata.evaluator.versions;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Chooses the version to measure next: 0 first, then always the newest, once it is {@code every} versions past the last
 * one measured or no newer one has come for {@code idle}.
 *
 * @param every versions from one measured version to the next, 1 or more
 * @param idle how long without a newer version
 */
public record VersionChoice(long every, Duration idle) {

    /** Checks the settings. */
    public VersionChoice {
        if (every < 1) {
            throw new IllegalArgumentException("evaluator.every is 1 or more, not " + every + ".");
        }
    }

    /**
     * The version to measure now.
     *
     * @param announced versions whose weights were announced
     * @param done versions measured or given up
     * @param quiet how long ago the newest was announced
     */
    public Optional<Long> next(NavigableSet<Long> announced, NavigableSet<Long> done, Duration quiet) {
        if (announced.isEmpty()) {
            return Optional.empty();
        }
        long first = announced.first();
        if (first == 0 && !done.contains(first)) {
            return Optional.of(first);
        }
        long newest = announced.last();
        if (!done.isEmpty() && newest <= done.last()) {
            return Optional.empty();
        }
        boolean due = done.isEmpty() || newest - done.last() >= every;
        return due || quiet.compareTo(idle) >= 0 ? Optional.of(newest) : Optional.empty();
    }
}
