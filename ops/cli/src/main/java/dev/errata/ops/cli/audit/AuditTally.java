package dev.errata.ops.cli.audit;

import dev.errata.schemas.SkipReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The counts of a log. They satisfy: questions asked x n = rollouts = scored + rejected + pending. A question that is
 * asked in three passes counts as three.
 *
 * @param passes questions asked and skipped, by source and pass
 * @param askedByAnswers questions asked, by n; those whose number of answers is not n are left out
 * @param rollouts distinct rollouts of asked questions
 * @param scored those whose final verdict is a score
 * @param rejected those finally rejected; scored and later too stale counts here
 * @param pending those without a verdict yet
 * @param rejectedByReason rejections by reason
 * @param violations every broken invariant, one sentence each; empty when clean
 */
public record AuditTally(
        List<PassTally> passes,
        SortedMap<Integer, Long> askedByAnswers,
        long rollouts,
        long scored,
        long rejected,
        long pending,
        Map<String, Long> rejectedByReason,
        List<String> violations) {

    /** Questions asked, over all sources and passes. */
    public long asked() {
        return passes.stream().mapToLong(PassTally::asked).sum();
    }

    /** Questions skipped, by reason, over all sources and passes. */
    public Map<SkipReason, Long> skipped() {
        Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
        passes.forEach(pass -> pass.skipped().forEach((reason, count) -> skipped.merge(reason, count, Long::sum)));
        return skipped;
    }

    /** Questions that could not be used, over all sources and passes. */
    public long deadLettered() {
        return skipped().getOrDefault(SkipReason.DEAD_LETTER, 0L);
    }

    /** n of most questions; 0 if none was asked. */
    public int answersPerQuestion() {
        return askedByAnswers.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Rollouts that the asked questions should have: the sum of n over them. */
    public long expectedRollouts() {
        return askedByAnswers.entrySet().stream()
                .mapToLong(asked -> asked.getKey() * asked.getValue())
                .sum();
    }
}
