package dev.errata.rewards;

import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
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
 * @param scored the scores held back
 */
record PendingGroup(long since, int decided, int judged, int correct, List<ScoredRollout> scored) {

    static PendingGroup empty(long since) {
        return new PendingGroup(since, 0, 0, 0, List.of());
    }

    /** One outcome more; a rejection is counted, not kept. */
    PendingGroup with(SpecificRecord outcome) {
        if (outcome instanceof ScoredRollout score) {
            List<ScoredRollout> all = new ArrayList<>(scored);
            all.add(score);
            return new PendingGroup(since, decided + 1, judged + 1, correct + (score.getCorrect() ? 1 : 0), all);
        }
        Boolean verdict = ((RejectedRollout) outcome).getCorrect();
        int known = verdict == null ? 0 : 1;
        int right = Boolean.TRUE.equals(verdict) ? 1 : 0;
        return new PendingGroup(since, decided + 1, judged + known, correct + right, scored);
    }

    /** The scores with their group's figures in them, in order of their samples. */
    List<ScoredRollout> released(GroupRule rule) {
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
