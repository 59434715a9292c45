package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.console.Screen;
import dev.errata.schemas.EvaluationMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The status lines of a running demo: progress, rates, staleness and counts. */
final class DemoStatusLines {

    private static final long SPAN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Screen screen;
    private final long stalenessLimit;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long drawnAt;
    private boolean drawn;

    private record Mark(long nanos, long rollouts, long tokens) {}

    DemoStatusLines(Screen screen, long stalenessLimit) {
        this.screen = screen;
        this.stalenessLimit = stalenessLimit;
    }

    /**
     * Shows the run as it is.
     *
     * @param phase the phase of the run, for example {@code training}
     * @param elapsed time spent in the phase
     * @param whole time the phase will take; zero where unknown
     */
    void show(String phase, Duration elapsed, Duration whole, RunSnapshot run) {
        long now = System.nanoTime();
        if (drawn && now - drawnAt < screen.nanosBetweenFrames()) {
            return;
        }
        drawn = true;
        drawnAt = now;
        marks.addLast(new Mark(now, run.rollouts().sampled(), run.rollouts().tokens()));
        while (marks.size() > 2 && now - marks.getFirst().nanos() > SPAN_NANOS) {
            marks.removeFirst();
        }
        String clock = ProgressBar.clock(elapsed.toMillis() / 1e3)
                + (whole.isZero() ? "" : " of " + ProgressBar.clock(whole.toMillis() / 1e3));
        String first = String.format(
                Locale.ROOT,
                "%s %s  version %d  updates %,d  accuracy %s",
                phase,
                clock,
                Math.max(0, run.version()),
                run.updates(),
                accuracy(run));
        String second = String.format(
                Locale.ROOT,
                "  %s  staleness max %d (limit %d)  pending %,d  rejected %,d  dead letters %,d",
                rates(),
                run.learning().stalenessMax(),
                stalenessLimit,
                run.rollouts().pending(),
                run.rollouts().rejected() + run.rollouts().tooStale(),
                run.deadLetters());
        List<String> lines = new ArrayList<>(List.of(first, second));
        if (run.questions().size() > 1) {
            lines.add(questions(run.questions()));
        }
        if (screen.inPlace()) {
            screen.redraw(lines.toArray(String[]::new));
        } else {
            screen.redraw(String.join("", lines));
        }
    }

    /** Number of answered questions of each source; shown where a run has more than the demo's own source. */
    private static String questions(Map<String, Long> bySource) {
        return bySource.entrySet().stream()
                .map(source -> String.format(Locale.ROOT, "%s %,d", source.getKey(), source.getValue()))
                .collect(Collectors.joining(", ", "  questions answered: ", ""));
    }

    private String rates() {
        Mark from = marks.getFirst();
        Mark to = marks.getLast();
        double seconds = (to.nanos() - from.nanos()) / 1e9;
        if (seconds < 0.5) {
            return "samples/s -  tokens/s -";
        }
        return String.format(
                Locale.ROOT,
                "samples/s %.0f  tokens/s %,.0f",
                (to.rollouts() - from.rollouts()) / seconds,
                (to.tokens() - from.tokens()) / seconds);
    }

    private static String accuracy(RunSnapshot run) {
        String before = run.evaluation(0, EvaluationMode.GREEDY)
                .map(one -> percent(one.getAvgAtK()))
                .orElse("?");
        return run.newest()
                .filter(one -> one.getPolicyVersion() > 0)
                .map(one -> before + " -> " + percent(one.getAvgAtK()) + " (version " + one.getPolicyVersion() + ")")
                .orElse(before);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
