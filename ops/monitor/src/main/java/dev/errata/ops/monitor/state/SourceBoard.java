package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.state.SourceView.RolloutsView;
import dev.errata.ops.monitor.state.SourcesView.Others;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.SourceSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All sources of questions: their settings, their passes and their share of the rollouts. Memory is bounded whatever
 * the sources are. Not thread-safe.
 */
final class SourceBoard {

    /** Sources that the page shows. */
    static final int MOST_SHOWN = 50;

    /** Sources beyond this many are counted together. */
    static final int MOST_KEPT = 1_000;

    private static final String MORE = "(more sources)";

    private final Map<String, SourceActivity> sources = new LinkedHashMap<>();
    private final SourceWarnings warnings = new SourceWarnings();

    void settings(SourceSettings settings) {
        source(settings.getSource()).settings(settings);
    }

    /** A source has no settings of its own any more. */
    void defaults(String source) {
        source(source).defaults();
    }

    void asked(AskedQuestions asked) {
        source(asked.getSource()).asked(asked);
    }

    void rollout(long at, Rollout rollout) {
        source(rollout.getQuestion().getSource()).rollout(at);
    }

    void scored(ScoredRollout scored) {
        source(scored.getRollout().getQuestion().getSource()).scored(scored.getCorrect());
    }

    /** The records that the topics of all sources have, by source and partition. */
    void records(Map<String, Map<Integer, Long>> bySource) {
        bySource.forEach((name, partitions) -> source(name).records(partitions));
    }

    /** The topics that look like those of sources, but have a name that none can have. */
    void misnamed(Set<String> topics) {
        warnings.misnamed(new TreeSet<>(topics));
    }

    private SourceActivity source(String name) {
        String kept = sources.containsKey(name) || sources.size() < MOST_KEPT ? name : MORE;
        return sources.computeIfAbsent(kept, key -> new SourceActivity());
    }

    /** Sentences for the operator: topics and settings that are not followed. */
    List<String> warnings() {
        return warnings.of(sources);
    }

    /**
     * The sources, of many the busiest.
     *
     * @param deadLetters dead letters by source and reason
     */
    SourcesView view(Map<String, Map<String, Long>> deadLetters, long now) {
        double rollouts = sources.values().stream()
                .mapToDouble(source -> source.rollouts(now))
                .sum();
        Weights weights = Weights.of(sources.values());
        List<SourceView> views = new ArrayList<>();
        sources.forEach((name, source) -> views.add(source.view(
                name,
                share(source.rollouts(now), rollouts, weights.due(source)),
                deadLetters.getOrDefault(name, Map.of()),
                now)));
        views.sort(
                Comparator.comparingDouble((SourceView view) -> view.rollouts().perSecond())
                        .thenComparingLong(view -> view.passes().questions())
                        .reversed()
                        .thenComparing(SourceView::source));
        List<SourceView> rest = List.copyOf(views.subList(Math.min(MOST_SHOWN, views.size()), views.size()));
        List<SourceView> shown = views.subList(0, views.size() - rest.size()).stream()
                .sorted(Comparator.comparingInt(
                                (SourceView view) -> view.settings().priority())
                        .reversed()
                        .thenComparing(SourceView::source))
                .toList();
        return new SourcesView(shown, rest.isEmpty() ? null : others(rest, rollouts));
    }

    private static RolloutsView share(double rollouts, double all, double due) {
        return new RolloutsView(
                all == 0 ? null : Rounded.toSixDigits(rollouts / all),
                Rounded.toSixDigits(due),
                Rounded.toSixDigits(rollouts / SourceActivity.WINDOW_SECONDS));
    }

    private static Others others(List<SourceView> rest, double rollouts) {
        double perSecond =
                rest.stream().mapToDouble(view -> view.rollouts().perSecond()).sum();
        return new Others(
                rest.size(),
                rest.stream().mapToLong(view -> view.passes().questions()).sum(),
                share(
                        perSecond * SourceActivity.WINDOW_SECONDS,
                        rollouts,
                        rest.stream().mapToDouble(view -> view.rollouts().due()).sum()),
                rest.stream()
                        .flatMap(view -> view.deadLetters().values().stream())
                        .mapToLong(Long::longValue)
                        .sum());
    }

    /** The weights of the sources that compete at the highest priority. */
    private record Weights(int priority, double sum) {

        static Weights of(Iterable<SourceActivity> sources) {
            Weights weights = new Weights(Integer.MIN_VALUE, 0);
            for (SourceActivity source : sources) {
                if (source.competes() && source.priority() >= weights.priority) {
                    double before = source.priority() == weights.priority ? weights.sum : 0;
                    weights = new Weights(source.priority(), before + source.weight());
                }
            }
            return weights;
        }

        /** The share of the rollouts that a source should have, 0 to 1. */
        double due(SourceActivity source) {
            return source.competes() && source.priority() == priority ? source.weight() / sum : 0;
        }
    }
}
