package dev.errata.ops.monitor.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sources as the page shows them.
 *
 * @param shown the sources, by priority and name; of many only the busiest
 * @param others the sum of those that are not shown; null where all are
 */
public record SourcesView(List<SourceView> shown, @Nullable Others others) {

    /**
     * Several sources together.
     *
     * @param sources how many
     * @param questions records of their topics
     * @param rollouts share and rate of their rollouts
     * @param deadLetters their dead letters
     */
    public record Others(long sources, long questions, SourceView.RolloutsView rollouts, long deadLetters) {}
}
