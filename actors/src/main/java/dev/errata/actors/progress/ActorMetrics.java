package dev.errata.actors.progress;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * The actor's meters under the field's standard names, with a dot for the slash: {@code thr/actor_tok_s} is
 * {@code thr.actor_tok_s}, in Prometheus {@code thr_actor_tok_s}.
 */
public final class ActorMetrics {

    private final MeterRegistry registry;
    private final ActorProgress progress;

    private ActorMetrics(MeterRegistry registry, ActorProgress progress) {
        this.registry = registry;
        this.progress = progress;
    }

    /** Registers all meters. */
    public static void register(MeterRegistry registry, ActorProgress progress) {
        ActorMetrics meters = new ActorMetrics(registry, progress);
        meters.counter("actor.questions", "Questions answered", ActorProgress::questions);
        meters.counter("actor.rollouts", "Rollouts published", ActorProgress::rollouts);
        meters.counter("actor.tokens", "Tokens of answers published", ActorProgress::tokens);
        meters.counter("actor.dead_letters", "Records set aside", ActorProgress::deadLetters);
        meters.counter("actor.aborted_batches", "Batches aborted and tried again", ActorProgress::abortedBatches);
        meters.counter(
                "actor.in_flight_updates", "Weights adopted in the middle of a batch", ActorProgress::inFlightUpdates);
        meters.counter(
                "actor.unreadable_announcements",
                "Announcements of weights that could not be read",
                ActorProgress::unreadableAnnouncements);
        meters.counter("time.actor_wait", "Seconds waited", p -> p.activity().waitedSeconds());
        meters.gauge(
                "actor.misnamed_topics",
                "Topics that look like sources and have no name of one",
                ActorProgress::misnamedTopics);
        progress.sources().register(registry);
        meters.gauge("actor.policy_version", "Version of the weights in memory", ActorProgress::version);
        meters.gauge("sync.apply_s", "Seconds the last weights took to reach memory", ActorProgress::applySeconds);
        meters.gauge("queue.records", "Rollouts sampled and not yet trained on", ActorMetrics::queued);
        meters.gauge("len.mean", "Mean tokens of an answer", p -> (double) p.tokens() / Math.max(1, p.rollouts()));
        meters.gauge(
                "len.truncated_frac",
                "Share of answers that hit the limit",
                p -> (double) p.truncated() / Math.max(1, p.rollouts()));
        Gauge.builder("thr.actor_tok_s", progress.log(), ProgressLog::tokensPerSecond)
                .description("Tokens of answers published a second")
                .register(registry);
        Gauge.builder("thr.samples_s", progress.log(), ProgressLog::rolloutsPerSecond)
                .description("Rollouts published a second")
                .register(registry);
    }

    private static double queued(ActorProgress progress) {
        return progress.queued().values().stream().mapToLong(Long::longValue).sum();
    }

    private void counter(String name, String description, ToDoubleFunction<ActorProgress> value) {
        FunctionCounter.builder(name, progress, value).description(description).register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<ActorProgress> value) {
        Gauge.builder(name, progress, value).description(description).register(registry);
    }
}
