package dev.errata.rewards.groups;

import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The outcomes so far of the answers to one asked question.
 *
 * @param since when the first answer had an outcome, milliseconds since the epoch
 * @param decided number of answers with an outcome
 * @param judged number of answers with a verdict, rejected answers included
 * @param correct number of correct answers among the judged
 * @param heldWithin scores held in this very record, as an earlier version of the scorer left them in the changelog;
 *     newer scores have records of their own
 */
public record PendingGroup(long since, int decided, int judged, int correct, List<ScoredRollout> heldWithin) {

    /** A group without any outcome. */
    public static PendingGroup empty(long since) {
        return new PendingGroup(since, 0, 0, 0, List.of());
    }

    /** The group with one more outcome counted. */
    public PendingGroup with(SpecificRecord outcome) {
        Boolean verdict = outcome instanceof ScoredRollout score
                ? Boolean.valueOf(score.getCorrect())
                : ((RejectedRollout) outcome).getCorrect();
        int isJudged = verdict == null ? 0 : 1;
        int isCorrect = Boolean.TRUE.equals(verdict) ? 1 : 0;
        return new PendingGroup(since, decided + 1, judged + isJudged, correct + isCorrect, heldWithin);
    }

    /** The group's scores, with the group's counts added, ordered by sample index. */
    public List<ScoredRollout> released(List<ScoredRollout> scores, GroupRule rule) {
        ScoredGroup group = new ScoredGroup(scores.size(), judged, correct);
        float wrongShare = rule.scalePositives() && judged > 0 ? 1 - (float) correct / judged : 1;
        return scores.stream()
                .sorted(Comparator.comparingInt(score -> score.getRollout().getSampleIndex()))
                .map(score -> ScoredRollout.newBuilder(score)
                        .setGroup(group)
                        .setRewards(score.getCorrect() ? scaled(score.getRewards(), wrongShare) : score.getRewards())
                        .build())
                .toList();
    }

    private static List<Float> scaled(List<Float> rewards, float factor) {
        return rewards.stream().map(reward -> reward * factor).toList();
    }
}
