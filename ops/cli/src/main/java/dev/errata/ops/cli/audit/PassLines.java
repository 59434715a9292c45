package dev.errata.ops.cli.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The questions asked and skipped by source and pass, for people. Neighboring passes with equal numbers share a line.
 *
 * @param passes the numbers, by source and then by pass
 */
record PassLines(List<PassTally> passes) {

    /** Most lines of one source; the passes before them share one. */
    private static final int MOST = 8;

    /** Neighboring passes with the same numbers. */
    private record Run(PassTally first, long last) {

        boolean continuesWith(PassTally next) {
            return next.pass() == last + 1
                    && next.asked() == first.asked()
                    && next.skipped().equals(first.skipped());
        }

        String line() {
            String which = first.pass() == last ? "pass " + last : "passes " + first.pass() + " to " + last + ", each";
            return "  " + first.source() + ", " + which + ": "
                    + String.format(Locale.ROOT, "asked %,d", first.asked())
                    + new TreeMap<>(first.skipped())
                            .entrySet().stream()
                                    .map(skip -> String.format(
                                            Locale.ROOT, ", skipped %,d %s", skip.getValue(), skip.getKey()))
                                    .collect(Collectors.joining());
        }
    }

    List<String> lines() {
        Map<String, List<Run>> bySource = new LinkedHashMap<>();
        for (PassTally pass : passes) {
            List<Run> runs = bySource.computeIfAbsent(pass.source(), name -> new ArrayList<>());
            Run before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (before != null && before.continuesWith(pass)) {
                runs.set(runs.size() - 1, new Run(before.first(), pass.pass()));
            } else {
                runs.add(new Run(pass, pass.pass()));
            }
        }
        List<String> lines = new ArrayList<>();
        bySource.forEach((source, runs) -> {
            int from = Math.max(0, runs.size() - MOST);
            if (from > 0) {
                long before = runs.get(from).first().pass();
                lines.add(String.format(
                        Locale.ROOT, "  %s, %,d passes before pass %,d: see --json", source, before, before));
            }
            runs.subList(from, runs.size()).forEach(run -> lines.add(run.line()));
        });
        return lines;
    }
}
