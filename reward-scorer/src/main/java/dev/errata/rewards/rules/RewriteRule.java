package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.judge.StepCheck;
import dev.errata.rewards.config.UnusableRewrites;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import java.util.Optional;

/**
 * Decides which rewrites may be imitated, and what happens to a wrong answer whose rewrite may not.
 *
 * @param judge judges the rewrite's final answer
 * @param unusable what happens to a wrong answer without a usable rewrite
 */
public record RewriteRule(Judge judge, UnusableRewrites unusable) {

    /** Whether a wrong answer without a usable rewrite is scored with its token rewards alone. */
    boolean keepsRewards() {
        return unusable == UnusableRewrites.KEEP_REWARDS;
    }

    /**
     * Why a rewrite may not be imitated; empty where it may. A usable rewrite has ended, reaches the gold answer and
     * writes no false step.
     */
    Optional<Refusal> refuse(Rewrite rewrite, Rollout rollout) {
        if (rewrite.getFinishReason() == FinishReason.LENGTH
                || rewrite.getTokens().isEmpty()) {
            return Optional.of(new Refusal(RejectionReason.REWRITE_UNFINISHED, "The rewrite did not end."));
        }
        String text = Rejections.abbreviated(rewrite.getText());
        Optional<Judgment> judgment = judge.judge(rollout.getQuestion(), rewrite.getText(), true);
        if (!judgment.orElseThrow().correct()) {
            return Optional.of(new Refusal(
                    RejectionReason.REWRITE_WRONG_ANSWER, "The rewrite does not reach the gold answer: " + text));
        }
        return StepCheck.firstFalseStep(rollout.getQuestion().getTask(), rewrite.getText())
                .map(step -> new Refusal(
                        RejectionReason.REWRITE_FALSE_STEP, "The rewrite's step '" + step + "' is false: " + text));
    }
}
