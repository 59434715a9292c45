package dev.errata.actors.progress;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SkippedQuestion;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What became of each source's questions, as meters and as text. Written by the loop's thread, read by any. */
final class SourceProgress {

    private static final int MOST_NAMED = 5;

    /** Without a registry below it, its meters count nothing. */
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();

    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    private static final class Source {
        private volatile long pass;
        private volatile double share;
        private long rollouts;
    }

    /** Registers meters of all sources, present and future, with a registry. */
    void register(MeterRegistry registry) {
        meters.add(registry);
    }

    /** A batch is in the log. */
    void published(List<AskedQuestions> asked, List<DeadLetter> setAside, List<Rollout> rollouts) {
        Map<String, String> sourceOfTopic = new HashMap<>();
        for (AskedQuestions pass : asked) {
            String name = pass.getSource();
            sourceOfTopic.put(pass.getTopic(), name);
            source(name).pass = pass.getPass();
            meters.counter("actor.source.questions", "source", name)
                    .increment(pass.getAsked().size());
            for (SkippedQuestion skipped : pass.getSkipped()) {
                meters.counter(
                                "actor.source.skipped",
                                "source",
                                name,
                                "reason",
                                skipped.getReason().name())
                        .increment();
            }
        }
        for (Rollout rollout : rollouts) {
            String name = rollout.getQuestion().getSource();
            source(name).rollouts++;
            meters.counter("actor.source.rollouts", "source", name).increment();
        }
        for (DeadLetter letter : setAside) {
            String name = sourceOfTopic.getOrDefault(letter.getTopic(), letter.getTopic());
            meters.counter(
                            "actor.source.dead_letters",
                            "source",
                            name,
                            "reason",
                            letter.getReason().name())
                    .increment();
        }
    }

    /** Begins a new interval; shares are those of the one that ends. */
    void endInterval() {
        long all =
                sources.values().stream().mapToLong(source -> source.rollouts).sum();
        for (Source source : sources.values()) {
            source.share = all == 0 ? 0 : (double) source.rollouts / all;
            source.rollouts = 0;
        }
    }

    /** The sources with the largest shares, such as {@code gsm8k 62 % (pass 2), svamp 38 % (pass 0)}. */
    @Override
    public String toString() {
        Comparator<Map.Entry<String, Source>> byShare = Comparator.comparingDouble(entry -> -entry.getValue().share);
        String largest = sources.entrySet().stream()
                .filter(entry -> entry.getValue().share > 0)
                .sorted(byShare)
                .limit(MOST_NAMED)
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.0f %% (pass %d)",
                        entry.getKey(),
                        100 * entry.getValue().share,
                        entry.getValue().pass))
                .collect(Collectors.joining(", "));
        return largest + (sources.size() > MOST_NAMED ? ", ..." : "");
    }

    private Source source(String name) {
        return sources.computeIfAbsent(name, unknown -> {
            Source source = new Source();
            Gauge.builder("actor.source.pass", source, one -> one.pass)
                    .description("Pass of the newest question")
                    .tag("source", unknown)
                    .register(meters);
            Gauge.builder("actor.source.share", source, one -> one.share)
                    .description("Share of the rollouts of the last interval")
                    .tag("source", unknown)
                    .register(meters);
            return source;
        });
    }
}
