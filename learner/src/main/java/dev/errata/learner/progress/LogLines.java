package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.RejectedRollout;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Logs at an interval how training proceeds, or why it does not. */
public final class LogLines implements StepListener {

    private final Consumer<String> log;
    private final Duration every;
    private long lastAt;
    private boolean wrote;
    private long setAside;

    /** Lines at least {@code every} apart; the first update is logged at once. */
    public LogLines(Consumer<String> log, Duration every) {
        this.log = log;
        this.every = every;
    }

    @Override
    public void onStep(LearnerStep step, Admitted admitted) {
        count(admitted);
        if (!due()) {
            return;
        }
        Map<String, Double> metrics = step.getMetrics();
        log.accept(String.format(
                Locale.ROOT,
                "update %d, version %d: loss %.4f%s, correct %.0f %%%s,"
                        + " staleness max %d, %.0f tokens/s, waited %.1f s, set aside %d since the last line",
                step.getUpdate(),
                step.getPolicyVersion(),
                metrics.get("train/loss"),
                terms(metrics),
                100 * metrics.getOrDefault("reward/correct_frac", 0.0),
                ratio(metrics),
                step.getStalenessMax(),
                metrics.get("thr/learner_tok_s"),
                metrics.get("time/learner_wait"),
                setAside));
        wrote();
    }

    @Override
    public void onSetAside(Admitted admitted) {
        count(admitted);
        if (due()) {
            log.accept(String.format(
                    Locale.ROOT,
                    "no update: %d records set aside since the last line, the newest because: %s",
                    setAside,
                    reason(admitted)));
            wrote();
        }
    }

    private void count(Admitted admitted) {
        setAside += admitted.rejected().size() + admitted.deadLetters().size();
    }

    private boolean due() {
        return !wrote || System.nanoTime() - lastAt >= every.toNanos();
    }

    private void wrote() {
        wrote = true;
        lastAt = System.nanoTime();
        setAside = 0;
    }

    private static String reason(Admitted admitted) {
        List<RejectedRollout> rejected = admitted.rejected();
        if (!rejected.isEmpty()) {
            return rejected.get(rejected.size() - 1).getDetail();
        }
        List<DeadLetter> letters = admitted.deadLetters();
        return letters.get(letters.size() - 1).getDetail();
    }

    /** The largest importance ratio, if the objective has one. */
    private static String ratio(Map<String, Double> metrics) {
        Double largest = metrics.get("is/ratio_max");
        return largest == null ? "" : String.format(Locale.ROOT, ", ratio max %.3f", largest);
    }

    /** The terms of the loss that the objective has, in brackets. */
    private static String terms(Map<String, Double> metrics) {
        String terms = Stream.of("policy", "imitation", "value", "kl")
                .filter(term -> metrics.containsKey("train/" + term + "_loss"))
                .map(term -> String.format(Locale.ROOT, "%s %.4f", term, metrics.get("train/" + term + "_loss")))
                .collect(Collectors.joining(", "));
        return terms.isEmpty() ? "" : " (" + terms + ")";
    }
}
