package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The learner's metrics for scraping: a gauge {@code errata.train.loss}, {@code errata.ppo.clip_frac}, ... for each
 * metric of the newest update, and counters of updates, rollouts, tokens and records set aside.
 */
public final class Meters implements StepListener {

    private static final String PREFIX = "errata.";

    private final MeterRegistry registry;
    private final Map<String, AtomicReference<Double>> newest = new ConcurrentHashMap<>();

    /** Meters in a registry. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onStep(LearnerStep step, Admitted admitted) {
        step.getMetrics().forEach(this::gauge);
        gauge("learner/update", step.getUpdate());
        registry.counter(PREFIX + "learner.updates").increment();
        registry.counter(PREFIX + "learner.rollouts").increment(step.getRollouts());
        registry.counter(PREFIX + "learner.tokens").increment(step.getTokens());
        onSetAside(admitted);
    }

    @Override
    public void onSetAside(Admitted admitted) {
        admitted.rejected().forEach(rejected -> registry.counter(
                        PREFIX + "learner.rejected",
                        "reason",
                        rejected.getReason().name())
                .increment());
        admitted.deadLetters().forEach(letter -> registry.counter(
                        PREFIX + "dead.letters",
                        "topic",
                        letter.getTopic(),
                        "reason",
                        letter.getReason().name())
                .increment());
    }

    @Override
    public void onPublication(RunPosition position) {
        gauge("learner/version", position.version());
    }

    private void gauge(String name, double value) {
        newest.computeIfAbsent(
                        name,
                        added -> registry.gauge(
                                PREFIX + added.replace('/', '.'), new AtomicReference<>(value), AtomicReference::get))
                .set(value);
    }
}
