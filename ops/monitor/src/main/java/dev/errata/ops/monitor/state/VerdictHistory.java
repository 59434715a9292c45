package dev.errata.ops.monitor.state;

import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rewards and verdicts, in total and by source, and rejections by reason. Not thread-safe. */
final class VerdictHistory {

    /** Maximum number of sources with their own curves. */
    static final int MAX_SOURCES = 8;

    // Narrower buckets would hold too few answers for a useful mean.
    private static final long BUCKET_MILLIS = 5_000;

    private final int capacity;
    private final Marks all;
    private final Map<String, Marks> bySource = new LinkedHashMap<>();
    private final Map<RejectionReason, Long> reasons = new EnumMap<>(RejectionReason.class);
    private final Curve rejectedShare;
    private long scored;
    private long rejected;
    private long rejectedByLearner;

    VerdictHistory(int capacity) {
        this.capacity = capacity;
        this.all = new Marks(capacity);
        this.rejectedShare = new Curve(capacity, BUCKET_MILLIS);
    }

    void scored(long at, ScoredRollout scoredRollout) {
        scored++;
        rejectedShare.add(at, 0);
        all.add(at, scoredRollout);
        String source = scoredRollout.getRollout().getQuestion().getSource();
        if (bySource.containsKey(source) || bySource.size() < MAX_SOURCES) {
            bySource.computeIfAbsent(source, key -> new Marks(capacity)).add(at, scoredRollout);
        }
    }

    void rejected(long at, RejectedRollout rollout) {
        rejected++;
        reasons.merge(rollout.getReason(), 1L, Long::sum);
        rejectedShare.add(at, 1);
        if (rollout.getReason() == RejectionReason.TOO_STALE) {
            rejectedByLearner++;
        }
    }

    /** Rollouts scored and not rejected by the learner afterwards. */
    long scored() {
        return scored - rejectedByLearner;
    }

    long rejected() {
        return rejected;
    }

    /** The names of sources that have curves. */
    List<String> sources() {
        return new ArrayList<>(bySource.keySet());
    }

    /** The rejections by reason, the most frequent first. */
    List<Rejections> rejections() {
        long decided = Math.max(1, scored() + rejected);
        return reasons.entrySet().stream()
                .map(entry ->
                        new Rejections(entry.getKey().name(), entry.getValue(), entry.getValue() / (double) decided))
                .sorted((a, b) -> Long.compare(b.rollouts(), a.rollouts()))
                .toList();
    }

    /** Curves by name. */
    Map<String, CurveView> curves(long origin) {
        Map<String, CurveView> curves = new TreeMap<>();
        all.into(curves, "", origin);
        bySource.forEach((source, marks) -> marks.into(curves, "/" + source, origin));
        curves.put("rejected/share", new CurveView("share of decided rollouts", rejectedShare.means(origin)));
        return curves;
    }

    /** Mean of an answer's token rewards; 0 for an answer without tokens. */
    static double meanReward(ScoredRollout rollout) {
        return rollout.getRewards().stream()
                .mapToDouble(Float::doubleValue)
                .average()
                .orElse(0);
    }

    /**
     * Rollouts rejected for one reason.
     *
     * @param reason name of the reason
     * @param rollouts how many
     * @param share of all rollouts decided, 0 to 1
     */
    public record Rejections(String reason, long rollouts, double share) {}

    /** Reward and correctness over time. */
    private static final class Marks {
        private final Curve reward;
        private final Curve correct;

        Marks(int capacity) {
            reward = new Curve(capacity, BUCKET_MILLIS);
            correct = new Curve(capacity, BUCKET_MILLIS);
        }

        void add(long at, ScoredRollout rollout) {
            reward.add(at, meanReward(rollout));
            correct.add(at, rollout.getCorrect() ? 1 : 0);
        }

        void into(Map<String, CurveView> curves, String suffix, long origin) {
            curves.put("reward/mean" + suffix, new CurveView("reward per token", reward.means(origin)));
            curves.put("reward/correct" + suffix, new CurveView("share of scored answers", correct.means(origin)));
        }
    }
}
