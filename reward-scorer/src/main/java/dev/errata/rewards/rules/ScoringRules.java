package dev.errata.rewards.rules;

import dev.errata.rewardmodel.Assessment.Failure;
import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.judge.VerifierFailedException;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.schemas.Edit;
import dev.errata.schemas.NumberLists;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of a rollout's score into a ScoredRollout, or into a RejectedRollout with the reason. Pure except for
 * the clock.
 *
 * @param admission decides from a rollout alone whether it may be scored
 * @param rewards computes the reward of each answer token
 * @param rewrites decides which rewrites may be imitated
 * @param weights computes the imitation weight of each target token
 * @param clock stamps the outcome
 */
public record ScoringRules(
        ScoringAdmission admission, RewardRule rewards, RewriteRule rewrites, EditWeights weights, Clock clock) {

    private static final Target NO_TARGET = new Target(List.of(), List.of());

    /** Largest probability that is accepted: 1 and what rounding may add to it. */
    private static final float MAX_PROBABILITY = 1.001f;

    /** Stands for the token rewards where the reward model is not asked. */
    private static final TokenRewards NO_TOKEN_REWARDS = TokenRewards.newBuilder()
            .setRolloutId("")
            .setProbabilities(List.of())
            .setRewardModelVersion("")
            .setScoredAt(0)
            .build();

    /** An imitation target: its tokens, and the edit script from the answer to it. */
    private record Target(List<Integer> tokens, List<Edit> edits) {}

    /**
     * The outcome of the parts that have arrived: a ScoredRollout, a RejectedRollout, or empty while a part is missing.
     *
     * <p>An exception costs only this rollout: it is rejected as malformed, and the exception is the detail.
     */
    public Optional<SpecificRecord> outcome(PendingRollout pending) {
        Rollout rollout = pending.rollout();
        if (rollout == null) {
            return Optional.empty();
        }
        try {
            return outcome(rollout, pending);
        } catch (VerifierFailedException noRating) {
            Refusal refusal = new Refusal(RejectionReason.NO_VERDICT, String.valueOf(noRating.getMessage()));
            return Optional.of(reject(rollout, refusal, null));
        } catch (RuntimeException failure) {
            Refusal refusal = new Refusal(RejectionReason.MALFORMED, "The scorer cannot process it: " + failure);
            return Optional.of(reject(rollout, refusal, null));
        }
    }

    /** The rejection of a rollout whose other parts did not arrive in time. */
    public RejectedRollout timedOut(Rollout rollout, PendingRollout pending, Duration timeout) {
        Refusal refusal = pending.tokenRewards() == null
                ? new Refusal(RejectionReason.NO_TOKEN_REWARDS_IN_TIME, "No token rewards within " + timeout + ".")
                : new Refusal(RejectionReason.NO_REWRITE_IN_TIME, "No rewrite within " + timeout + ".");
        return reject(rollout, refusal, judgmentIfAny(rollout, pending));
    }

    /** The rejection of a rollout that does not fit into one record together with its other parts. */
    public RejectedRollout tooLarge(Rollout rollout, PendingRollout pending, RecordLimit limit) {
        Refusal refusal = new Refusal(
                RejectionReason.TOO_LONG,
                "The rollout and its token rewards and rewrite do not fit into one record of " + limit.bytes()
                        + " bytes: ask for shorter answers, or raise errata.client.\"" + RecordLimit.SETTING
                        + "\" and the topics' max.message.bytes.");
        return reject(rollout, refusal, judgmentIfAny(rollout, pending));
    }

    /** Whether a rollout waits for the verdict of an HTTP verifier, which may take any time. */
    public boolean awaitsVerdict(PendingRollout pending) {
        Rollout rollout = pending.rollout();
        return rollout != null && pending.verdict() == null && admission.isExternal(rollout);
    }

    private Optional<Judgment> judgment(Rollout rollout, PendingRollout pending) {
        if (!admission.isExternal(rollout)) {
            return admission.judge(rollout);
        }
        Verdict verdict = pending.verdict();
        if (verdict == null) {
            return Optional.empty();
        }
        if (verdict.getFailure() != null) {
            throw new VerifierFailedException(verdict.getFailure());
        }
        return Optional.of(new Judgment(
                verdict.getCorrect(), verdict.getExtractedAnswer(), verdict.getMark(), verdict.getScore()));
    }

    private @Nullable Judgment judgmentIfAny(Rollout rollout, PendingRollout pending) {
        try {
            return judgment(rollout, pending).orElse(null);
        } catch (RuntimeException none) {
            return null;
        }
    }

    private RejectedRollout reject(Rollout rollout, Refusal refusal, @Nullable Judgment judgment) {
        return new Rejections(clock).reject(rollout, refusal, judgment);
    }

    private Optional<SpecificRecord> outcome(Rollout rollout, PendingRollout pending) {
        Optional<Refusal> refusal = admission.refuse(rollout);
        if (refusal.isPresent()) {
            return Optional.of(reject(rollout, refusal.get(), judgmentIfAny(rollout, pending)));
        }
        Judgment judgment = judgment(rollout, pending).orElse(null);
        if (judgment == null) {
            return Optional.empty();
        }
        Target itself = new Target(rollout.getAnswerTokens(), List.of());
        if (!rewards.asksRewardModel()) {
            return Optional.of(score(rollout, judgment, NO_TOKEN_REWARDS, judgment.correct() ? itself : NO_TARGET));
        }
        TokenRewards tokenRewards = pending.tokenRewards();
        if (tokenRewards == null) {
            return Optional.empty();
        }
        Optional<Refusal> unusable =
                refuse(tokenRewards, rollout.getAnswerTokens().size());
        if (unusable.isPresent()) {
            return Optional.of(reject(rollout, unusable.get(), judgment));
        }
        if (judgment.correct()) {
            return Optional.of(score(rollout, judgment, tokenRewards, itself));
        }
        Rewrite rewrite = pending.rewrite();
        return rewrite == null ? Optional.empty() : Optional.of(scoreWrong(rollout, judgment, tokenRewards, rewrite));
    }

    /** The outcome of a wrong answer: its rewrite is its imitation target if it may be imitated. */
    private SpecificRecord scoreWrong(Rollout rollout, Judgment judgment, TokenRewards tokenRewards, Rewrite rewrite) {
        Optional<Refusal> unusable = rewrites.refuse(rewrite, rollout);
        if (unusable.isEmpty()) {
            return score(rollout, judgment, tokenRewards, new Target(rewrite.getTokens(), rewrite.getEdits()));
        }
        return rewrites.keepsRewards()
                ? score(rollout, judgment, tokenRewards, NO_TARGET)
                : reject(rollout, unusable.get(), judgment);
    }

    /** Why token rewards cannot be used; empty where they can. */
    private static Optional<Refusal> refuse(TokenRewards tokenRewards, int answerTokens) {
        String failure = tokenRewards.getFailure();
        if (failure != null) {
            return Optional.of(
                    new Refusal(reasonFor(failure), "The reward model cannot assess the answer: " + failure + "."));
        }
        List<Float> probabilities = tokenRewards.getProbabilities();
        boolean usable = probabilities.size() == answerTokens
                && probabilities.stream().allMatch(p -> p >= 0 && p <= MAX_PROBABILITY);
        String detail =
                "The token rewards need one probability from 0 to 1 for each of " + answerTokens + " answer tokens.";
        return usable ? Optional.empty() : Optional.of(new Refusal(RejectionReason.MALFORMED, detail));
    }

    private static RejectionReason reasonFor(String failure) {
        if (failure.equals(Failure.TOO_LONG.text())) {
            return RejectionReason.TOO_LONG;
        }
        return failure.equals(Failure.NO_REFERENCE.text()) ? RejectionReason.NO_REFERENCE : RejectionReason.MALFORMED;
    }

    private ScoredRollout score(Rollout rollout, Judgment judgment, TokenRewards tokenRewards, Target target) {
        int answerTokens = rollout.getAnswerTokens().size();
        ScoredRollout.Builder scored = ScoredRollout.newBuilder()
                .setRollout(rollout)
                .setCorrect(judgment.correct())
                .setProbabilities(tokenRewards.getProbabilities())
                .setRewards(NumberLists.of(rewards.rewards(tokenRewards.getProbabilities(), answerTokens, judgment)))
                .setRewardKind(rewards.kind())
                .setTargetTokens(target.tokens())
                .setTargetWeights(NumberLists.of(
                        weights.weigh(target.edits(), target.tokens().size())))
                .setEdits(target.edits())
                .setRewardModelVersion(tokenRewards.getRewardModelVersion())
                .setScoredAt(clock.millis());
        String extracted = judgment.extracted();
        if (extracted != null) {
            scored.setExtractedAnswer(extracted);
        }
        Double score = judgment.score();
        if (score != null) {
            scored.setScore(score);
        }
        return scored.build();
    }
}
