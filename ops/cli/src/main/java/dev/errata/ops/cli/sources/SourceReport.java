package dev.errata.ops.cli.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sources of a run, for people and for machines.
 *
 * @param sources the sources, by name
 * @param misnamed topics that no source can have
 */
public record SourceReport(List<SourceStatus> sources, List<String> misnamed) {

    private static final String HEAD = "%-24s %10s %8s %8s %14s %10s %7s %12s%s";
    private static final String ROW = "%-24s %,10d %8s %8d %14s %,10d %5.1f %% %,12d%s";

    /** The table, a line each, and below it what is wrong. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                HEAD, "source", "questions", "weight", "priority", "passes", "asked", "share", "dead letters", ""));
        for (SourceStatus one : sources) {
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    one.source(),
                    one.questions(),
                    SourceChange.number(one.settings().getWeight()),
                    one.settings().getPriority(),
                    one.passesDone() + " of " + SourceChange.passes(one.settings()),
                    one.asked(),
                    one.share() * 100,
                    one.deadLetters(),
                    one.settings().getPaused() ? "  paused" : ""));
        }
        sources.forEach(one -> one.problem().ifPresent(problem -> lines.add(one.source() + ": " + problem)));
        misnamed.forEach(topic -> lines.add(topic + ": " + misnamedProblem()));
        return lines;
    }

    /** For machines. */
    public Map<String, Object> json() {
        return Map.of("sources", sources.stream().map(SourceStatus::json).toList(), "misnamed_topics", misnamed);
    }

    private static String misnamedProblem() {
        return "No source can have this name, so its questions are not asked: send them to a topic questions.<name>"
                + " with 1 to 63 characters of a-z, 0-9, '-' and '_'.";
    }
}
