package dev.errata.rewardmodel.teachers.pairs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How often each thing happened. Not thread-safe. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** The counts by name, in alphabetical order. */
    Map<String, Long> counts() {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
