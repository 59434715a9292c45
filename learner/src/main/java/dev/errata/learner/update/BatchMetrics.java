package dev.errata.learner.update;

import dev.errata.learner.freshness.Freshness;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics of a batch that do not need the policy.
 *
 * <pre>
 *   reward/mean          mean of r_t over all answer tokens      reward/correct_frac   share of correct answers
 *   len/mean             mean answer length, tokens              len/truncated_frac    share cut off at the limit
 *   lag/version_mean, lag/version_max                            staleness over the rollouts, versions
 *   group/contrast_frac  with grouped scores: share of answers whose group has right and wrong answers
 * </pre>
 *
 * @param staleness over the rollouts, in versions
 * @param values the metrics by name
 */
record BatchMetrics(LongSummaryStatistics staleness, Map<String, Double> values) {

    /**
     * Measures the rollouts trained on.
     *
     * @param rollouts at least one
     * @param newestVersion the version that staleness is counted against
     */
    static BatchMetrics of(List<ScoredRollout> rollouts, long newestVersion) {
        LongSummaryStatistics staleness = rollouts.stream()
                .mapToLong(scored -> Freshness.staleness(scored.getRollout(), newestVersion))
                .summaryStatistics();
        Map<String, Double> values = new TreeMap<>();
        values.put("lag/version_mean", staleness.getAverage());
        values.put("lag/version_max", (double) staleness.getMax());
        values.put(
                "reward/mean",
                rollouts.stream()
                        .flatMap(scored -> scored.getRewards().stream())
                        .mapToDouble(Float::doubleValue)
                        .average()
                        .orElse(0));
        values.put(
                "reward/correct_frac",
                share(rollouts.stream().filter(ScoredRollout::getCorrect).count(), rollouts));
        values.put(
                "len/mean",
                rollouts.stream()
                        .mapToInt(
                                scored -> scored.getRollout().getAnswerTokens().size())
                        .average()
                        .orElse(0));
        values.put(
                "len/truncated_frac",
                share(
                        rollouts.stream()
                                .filter(scored -> scored.getRollout().getFinishReason() == FinishReason.LENGTH)
                                .count(),
                        rollouts));
        if (rollouts.stream().allMatch(scored -> scored.getGroup() != null)) {
            values.put(
                    "group/contrast_frac",
                    share(rollouts.stream().filter(BatchMetrics::hasContrast).count(), rollouts));
        }
        return new BatchMetrics(staleness, values);
    }

    private static boolean hasContrast(ScoredRollout scored) {
        ScoredGroup group = scored.getGroup();
        return group != null && group.getCorrect() > 0 && group.getCorrect() < group.getJudged();
    }

    private static double share(long some, List<ScoredRollout> all) {
        return (double) some / all.size();
    }
}
