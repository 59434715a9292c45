package dev.errata.rewards.groups;

import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What has become so far of the answers to one asked question.
 *
 * @param since when the first of them had an outcome, milliseconds since the epoch
 * @param decided those with an outcome
 * @param judged those with a verdict, rejected ones included
 * @param correct right ones among the judged
 * @param heldWithin scores held back in this very record, as a version of the scorer did that left it in the changelog;
 *     those that come now have records of their own
 */
public record PendingGroup(long since, int decided, int judged, int correct, List<ScoredRollout> heldWithin) {

    public static PendingGroup empty(long since) {
        return new PendingGroup(since, 0, 0, 0, List.of());
    }

    /** One outcome more, counted. */
    public PendingGroup with(SpecificRecord outcome) {
        Boolean verdict = outcome instanceof ScoredRollout score
                ? Boolean.valueOf(score.getCorrect())
                : ((RejectedRollout) outcome).getCorrect();
        int known = verdict == null ? 0 : 1;
        int right = Boolean.TRUE.equals(verdict) ? 1 : 0;
        return new PendingGroup(since, decided + 1, judged + known, correct + right, heldWithin);
    }

    /** The group's scores with its figures in them, in order of their samples. */
    public List<ScoredRollout> released(List<ScoredRollout> scored, GroupRule rule) {
        ScoredGroup group = new ScoredGroup(scored.size(), judged, correct);
        float share = rule.scalePositives() && judged > 0 ? 1 - (float) correct / judged : 1;
        return scored.stream()
                .sorted(Comparator.comparingInt(score -> score.getRollout().getSampleIndex()))
                .map(score -> ScoredRollout.newBuilder(score)
                        .setGroup(group)
                        .setRewards(score.getCorrect() ? scaled(score.getRewards(), share) : score.getRewards())
                        .build())
                .toList();
    }

    private static List<Float> scaled(List<Float> rewards, float share) {
        return rewards.stream().map(reward -> reward * share).toList();
    }
}
