package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.demo.DemoReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Remarks on single trials below the table: violations, restarts, skipped questions and failures.
 *
 * @param results results of the finished trials
 * @param failures the failed trials with their reasons
 */
record Remarks(List<TrialResult> results, List<TrialFailure> failures) {

    /** Paragraphs in Markdown, each after an empty line; empty without remarks. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (TrialResult result : results) {
            String trial = result.arm() + ", seed " + result.seed();
            if (!result.clean()) {
                lines.add("");
                lines.add("The audit of " + trial + ", found violations.");
            }
            if (!result.restarts().isEmpty()) {
                lines.add("");
                lines.add("In " + trial + ", processes died and were started again ("
                        + DemoReport.byRole(result.restarts()) + "); the clock went on.");
            }
        }
        results.stream().filter(result -> !result.skipped().isEmpty()).forEach(result -> {
            lines.add("");
            lines.add("In " + result.arm() + ", seed " + result.seed() + ", questions were skipped: "
                    + new TreeMap<>(result.skipped())
                            .entrySet().stream()
                                    .map(skip -> String.format(Locale.ROOT, "%,d %s", skip.getValue(), skip.getKey()))
                                    .collect(Collectors.joining(", "))
                    + ".");
        });
        for (TrialFailure failure : failures) {
            lines.add("");
            lines.add(failure + " (all of it in "
                    + failure.trial().in(Path.of("")).resolve(TrialFailure.FILE) + ")");
        }
        return lines;
    }
}
