package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.audit.AuditResult;
import dev.errata.schemas.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report of a demo for people: accuracy, rates and the audit of the log.
 *
 * @param report the results of the demo
 */
public record DemoReportTable(DemoReport report) {

    /** The table, a line each. */
    public List<String> lines() {
        AuditResult audit = report.audit();
        long newest = report.run().version();
        List<String> rows = new ArrayList<>();
        rows.add(row(
                "held-out accuracy before",
                report.before().map(DemoReportTable::interval).orElse("not measured")));
        rows.add(row(
                "held-out accuracy after",
                report.after().map(DemoReportTable::interval).orElse("not measured")));
        report.others()
                .forEach(set -> rows.add(row(
                        set + " before, after",
                        report.accuracy(set, 0).map(DemoReportTable::share).orElse("not measured") + ", "
                                + report.accuracy(set, newest)
                                        .map(DemoReportTable::interval)
                                        .orElse("not measured"))));
        rows.add(row(
                "training",
                String.format(Locale.ROOT, "%.1f minutes", report.times().trainingSeconds() / 60)));
        rows.add(row(
                "first update after",
                String.format(Locale.ROOT, "%.0f s", report.times().firstUpdateAfterSeconds())));
        rows.add(row("updates, newest version", audit.learning().updates() + ", " + newest));
        rows.add(row("samples/s", String.format(Locale.ROOT, "%.1f", report.samplesPerSecond())));
        rows.add(row("tokens/s", String.format(Locale.ROOT, "%,.0f", report.tokensPerSecond())));
        rows.add(row(
                "staleness max (limit)",
                audit.learning().stalenessMax() + " (" + audit.stalenessLimit().orElse(0) + ")"));
        if (!report.restarts().isEmpty()) {
            rows.add(row("processes started again", DemoReport.byRole(report.restarts())));
        }
        audit.lines().forEach(line -> rows.add("  " + line));
        return rows;
    }

    private static String share(Evaluation one) {
        return String.format(Locale.ROOT, "%.1f %%", one.getAvgAtK() * 100);
    }

    private static String interval(Evaluation one) {
        return String.format(
                Locale.ROOT,
                "%.1f %%  (95 %%: %.1f to %.1f; %,d questions, version %d)",
                one.getAvgAtK() * 100,
                one.getIntervalLow() * 100,
                one.getIntervalHigh() * 100,
                one.getQuestions(),
                one.getPolicyVersion());
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "  %-26s %s", name, value);
    }
}
