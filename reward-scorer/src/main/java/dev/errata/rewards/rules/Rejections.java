package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of rejected-rollouts.
 *
 * @param clock stamps the rejection
 */
public record Rejections(Clock clock) {

    private static final int MAX_CHARACTERS = 1_000;

    /**
     * The rejection of a rollout. Every text in it is abbreviated, so that a rejection always fits into a record.
     *
     * @param judgment the judgment of its answer; null where there is none
     */
    public RejectedRollout reject(Rollout rollout, Refusal refusal, @Nullable Judgment judgment) {
        List<VersionSpan> spans = rollout.getVersionSpans();
        RejectedRollout.Builder rejected = RejectedRollout.newBuilder()
                .setRolloutId(abbreviated(rollout.getRolloutId()))
                .setSource(abbreviated(rollout.getQuestion().getSource()))
                .setReason(refusal.reason())
                .setDetail(abbreviated(refusal.detail()))
                .setStage("scorer")
                .setPolicyVersion(spans.isEmpty() ? -1 : spans.get(0).getPolicyVersion())
                .setAnswerText(abbreviated(rollout.getAnswerText()))
                .setRejectedAt(clock.millis());
        if (judgment != null) {
            rejected.setCorrect(judgment.correct());
        }
        return rejected.build();
    }

    /** The first 1,000 characters of a text; enough for people, and small enough for any record. */
    public static String abbreviated(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "...";
    }
}
