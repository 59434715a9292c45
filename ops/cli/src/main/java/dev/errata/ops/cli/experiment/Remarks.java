package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.demo.DemoReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of the table must know of single trials.
 *
 * @param results what is finished
 * @param failures what is not, for a reason
 */
record Remarks(List<TrialResult> results, List<TrialFailure> failures) {

    /** Paragraphs in Markdown, each behind an empty line; none where there is nothing to say. */
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
        for (TrialFailure failure : failures) {
            lines.add("");
            lines.add(failure + " (all of it in "
                    + failure.trial().in(Path.of("")).resolve(TrialFailure.FILE) + ")");
        }
        return lines;
    }
}
