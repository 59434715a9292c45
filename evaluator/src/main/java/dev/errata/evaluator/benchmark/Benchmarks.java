package dev.errata.evaluator.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sets that a version is measured on: the held-out set, which decides the versions that are done, and others.
 *
 * @param all the held-out set, then the others by name
 */
public record Benchmarks(List<HeldOut> all) {

    /** Copies the list. */
    public Benchmarks {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A benchmark needs at least one set of questions.");
        }
    }

    /** Names of the held-out set and of the others, in the order of {@link #all}. */
    public static Set<String> names(String heldOut, Map<String, Path> also) {
        Set<String> names = new LinkedHashSet<>(List.of(heldOut));
        names.addAll(new TreeMap<>(also).keySet());
        return names;
    }

    /**
     * Reads the files of the other sets.
     *
     * @param also files by name
     * @param limit most questions taken from each
     * @throws UnusableBenchmarkException if one of them cannot be used, or has the name of the held-out set
     */
    public static Benchmarks of(HeldOut heldOut, Map<String, Path> also, OptionalInt limit) {
        List<HeldOut> all = new ArrayList<>(List.of(heldOut));
        new TreeMap<>(also).forEach((name, file) -> {
            if (name.equals(heldOut.benchmark())) {
                throw new UnusableBenchmarkException("There are two sets called '" + name + "': give evaluator.also."
                        + name + " or evaluator.benchmark another name.");
            }
            all.add(HeldOut.read(file, name, limit));
        });
        return new Benchmarks(all);
    }

    /** The set whose results decide which versions are done. */
    public HeldOut heldOut() {
        return all.get(0);
    }
}
