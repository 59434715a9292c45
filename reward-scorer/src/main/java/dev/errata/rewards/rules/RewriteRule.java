package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.judge.StepCheck;
import dev.errata.rewards.config.UnusableRewrites;
import dev.errata.rewards.rules.Admission.Refusal;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import java.util.Optional;

/**
 * Which rewrites may be imitated, and what becomes of a wrong answer without one.
 *
 * @param judge says whether a rewrite's answer is right
 * @param unusable what becomes of a wrong answer whose rewrite may not be imitated
 */
public record RewriteRule(Judge judge, UnusableRewrites unusable) {

    public boolean keepsRewards() {
        return unusable == UnusableRewrites.KEEP_REWARDS;
    }

    /** A rewrite is accepted only if it ended, its answer is right and every step it writes is true. */
    public Optional<Refusal> refuse(Rewrite rewrite, Rollout rollout) {
        if (rewrite.getFinishReason() == FinishReason.LENGTH
                || rewrite.getTokens().isEmpty()) {
            return Optional.of(new Refusal(RejectionReason.REWRITE_UNFINISHED, "The rewrite never ended."));
        }
        String text = Rejections.shown(rewrite.getText());
        Optional<Judgment> rewritten = judge.judge(rollout.getQuestion(), rewrite.getText(), true);
        if (!rewritten.orElseThrow().correct()) {
            return Optional.of(new Refusal(
                    RejectionReason.REWRITE_WRONG_ANSWER, "The rewrite does not reach the gold answer: " + text));
        }
        return StepCheck.firstFalseStep(rollout.getQuestion().getTask(), rewrite.getText())
                .map(step -> new Refusal(
                        RejectionReason.REWRITE_FALSE_STEP, "The rewrite's step '" + step + "' is false: " + text));
    }
}
