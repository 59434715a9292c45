package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewards.rules.Admission.Refusal;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down why a rollout will not be trained on.
 *
 * @param clock stamps the rejection
 */
public record Rejections(Clock clock) {

    private static final int SHOWN = 1_000;

    /**
     * The rejection of a rollout, with the verdict where one was reached. Every text in it is shortened to what people need,
     * so that a rejection always fits into a record.
     */
    public RejectedRollout reject(Rollout rollout, Refusal refusal, @Nullable Judgment judgment) {
        List<VersionSpan> spans = rollout.getVersionSpans();
        RejectedRollout.Builder rejected = RejectedRollout.newBuilder()
                .setRolloutId(shown(rollout.getRolloutId()))
                .setSource(shown(rollout.getQuestion().getSource()))
                .setReason(refusal.reason())
                .setDetail(shown(refusal.detail()))
                .setStage("scorer")
                .setPolicyVersion(spans.isEmpty() ? -1 : spans.get(0).getPolicyVersion())
                .setAnswerText(shown(rollout.getAnswerText()))
                .setRejectedAt(clock.millis());
        if (judgment != null) {
            rejected.setCorrect(judgment.correct());
        }
        return rejected.build();
    }

    /** As much of a text as people need. */
    public static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
