package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.state.SourceView.PassesView;
import dev.errata.ops.monitor.state.SourceView.RolloutsView;
import dev.errata.ops.monitor.state.SourceView.SettingsView;
import dev.errata.ops.monitor.state.SourceView.Status;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What happens to the questions of one source. Not thread-safe. */
final class SourceActivity {

    /** Seconds that rates and shares are taken over. */
    static final int WINDOW_SECONDS = 60;

    private final Window rollouts = new Window(WINDOW_SECONDS);
    private final Window asked = new Window(WINDOW_SECONDS);
    private final Map<SkipReason, Window> skipped = new EnumMap<>(SkipReason.class);
    private final RecentShare right = new RecentShare();
    private final PassProgress passes = new PassProgress();
    private SourceSettings settings = Sources.defaults("");
    private String problem = "";

    void settings(SourceSettings now) {
        problem = Sources.problem(now).orElse("");
        if (problem.isEmpty()) {
            settings = now;
        }
    }

    void defaults() {
        settings = Sources.defaults("");
        problem = "";
    }

    /** What is wrong with the newest settings; empty where they can be followed. */
    String problem() {
        return problem;
    }

    void rollout(long at) {
        rollouts.add(at, 1);
    }

    void scored(boolean correct) {
        right.add(correct);
    }

    void asked(AskedQuestions batch) {
        passes.add(batch);
        asked.add(batch.getAskedAt(), batch.getAsked().size());
        for (SkippedQuestion question : batch.getSkipped()) {
            skipped.computeIfAbsent(question.getReason(), key -> new Window(WINDOW_SECONDS))
                    .add(batch.getAskedAt(), 1);
        }
    }

    void records(Map<Integer, Long> byPartition) {
        passes.records(byPartition);
    }

    long questions() {
        return passes.questions();
    }

    double weight() {
        return settings.getWeight();
    }

    int priority() {
        return settings.getPriority();
    }

    /** Rollouts in the last {@value #WINDOW_SECONDS} s. */
    double rollouts(long now) {
        return rollouts.sum(now);
    }

    /** Whether it takes part when questions are chosen. */
    boolean competes() {
        return !settings.getPaused() && questions() > 0 && !isDone();
    }

    private boolean isDone() {
        long wanted = settings.getPasses();
        // The first pass goes on while its topic grows, so the last pass may stay open with everything asked.
        return wanted > 0
                && (passes.done() >= wanted
                        || passes.done() == wanted - 1 && passes.decided() >= questions() && questions() > 0);
    }

    SourceView view(String source, RolloutsView share, Map<String, Long> deadLetters, long now) {
        return new SourceView(
                source,
                status(now),
                new SettingsView(settings.getWeight(), settings.getPriority(), settings.getPasses()),
                share,
                new PassesView(passes.done(), passes.questions(), passes.decided()),
                right.share(),
                skipRates(now),
                deadLetters);
    }

    private Status status(long now) {
        if (settings.getPaused()) {
            return Status.PAUSED;
        }
        if (questions() == 0) {
            return Status.EMPTY;
        }
        if (isDone()) {
            return Status.DONE;
        }
        return rollouts(now) > 0 ? Status.ASKED : Status.WAITING;
    }

    private Map<String, Double> skipRates(long now) {
        Map<String, Double> sums = new TreeMap<>();
        skipped.forEach((reason, window) -> sums.put(reason.name(), window.sum(now)));
        double all = asked.sum(now)
                + sums.values().stream().mapToDouble(Double::doubleValue).sum();
        sums.values().removeIf(sum -> sum == 0);
        sums.replaceAll((reason, sum) -> Rounded.toSixDigits(sum / all));
        return sums;
    }
}
