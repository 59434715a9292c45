package dev.errata.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The graph of dependencies between packages. ArchUnit has a rule for cycles, but version 1.4.1 does not report all of
 * them: with two cycles that have nothing in common it may print only one.
 */
final class PackageGraph {

    /** For each package the packages that it depends on, each with one dependency as an example. */
    private final SortedMap<String, SortedMap<String, String>> arrows = new TreeMap<>();

    void add(String from, String to, String example) {
        if (!from.equals(to)) {
            arrows.computeIfAbsent(from, name -> new TreeMap<>()).putIfAbsent(to, example);
        }
    }

    /** The cycles: all arrows among packages that can each be reached from each other, with their examples. */
    List<Map<String, String>> cycles() {
        Map<String, SortedSet<String>> reached = new TreeMap<>();
        arrows.keySet().forEach(name -> reached.put(name, reachedFrom(name)));
        List<Map<String, String>> cycles = new ArrayList<>();
        SortedSet<String> done = new TreeSet<>();
        reached.forEach((name, targets) -> {
            if (targets.contains(name) && done.add(name)) {
                SortedSet<String> members = new TreeSet<>(targets);
                members.removeIf(other ->
                        !reached.containsKey(other) || !reached.get(other).contains(name));
                done.addAll(members);
                cycles.add(arrowsAmong(members));
            }
        });
        return cycles;
    }

    /** All packages that can be reached over one arrow or more; the package itself only if it is in a cycle. */
    private SortedSet<String> reachedFrom(String start) {
        SortedSet<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            for (String next : arrows.getOrDefault(open.pop(), new TreeMap<>()).keySet()) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    private Map<String, String> arrowsAmong(SortedSet<String> members) {
        Map<String, String> among = new TreeMap<>();
        for (String from : members) {
            arrows.getOrDefault(from, new TreeMap<>()).forEach((to, example) -> {
                if (members.contains(to)) {
                    among.put(from + " -> " + to, example);
                }
            });
        }
        return among;
    }
}
