package dev.errata.rewardmodel.teachers.pairs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts answers and pairs by outcome. Not thread-safe. */
final class PairCounts {

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    /** The counts by name, in alphabetical order. */
    Map<String, Long> counts() {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
