package dev.errata.rewards.rules;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.rewrite.Assessment.Failure;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.rules.Admission.Refusal;
import dev.errata.schemas.Edit;
import dev.errata.schemas.NumberLists;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.TokenRewards;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * From the parts of a rollout's score to the score, or to the reason why there is none. Pure but for the clock.
 *
 * @param admission which rollouts are refused on sight
 * @param rewards where rewards come from
 * @param rewrites which rewrites may be imitated
 * @param weights how edited tokens weigh
 * @param groups whether scores leave by groups
 * @param clock stamps the outcome
 */
public record ScoringRules(
        Admission admission,
        RewardRule rewards,
        RewriteRule rewrites,
        EditWeights weights,
        GroupRule groups,
        Clock clock) {

    private static final Target NO_TARGET = new Target(List.of(), List.of());

    private static final TokenRewards NOT_ASKED = TokenRewards.newBuilder()
            .setRolloutId("")
            .setProbabilities(List.of())
            .setRewardModelVersion("")
            .setScoredAt(0)
            .build();

    /**
     * The outcome of what has arrived: a ScoredRollout, a RejectedRollout, or nothing yet.
     *
     * <p>A record that breaks a rule costs that record: it is rejected as malformed, with the exception as its detail.
     */
    public Optional<SpecificRecord> outcome(Pending pending) {
        Rollout rollout = pending.rollout();
        if (rollout == null) {
            return Optional.empty();
        }
        try {
            return outcome(rollout, pending);
        } catch (RuntimeException broken) {
            Refusal refusal = new Refusal(RejectionReason.MALFORMED, "The scorer cannot work on it: " + broken);
            return Optional.of(new Rejections(clock).reject(rollout, refusal, null));
        }
    }

    /** The rejection of a rollout whose parts did not arrive in time. */
    public SpecificRecord expire(Rollout rollout, Pending pending, Duration timeout) {
        Refusal refusal = pending.tokenRewards() == null
                ? new Refusal(RejectionReason.NO_TOKEN_REWARDS_IN_TIME, "No token rewards within " + timeout + ".")
                : new Refusal(RejectionReason.NO_REWRITE_IN_TIME, "No rewrite within " + timeout + ".");
        return new Rejections(clock)
                .reject(rollout, refusal, admission.judge(rollout).orElse(null));
    }

    /** The rejection of a rollout that, with what is said of it, does not fit into one record. */
    public SpecificRecord tooLarge(Rollout rollout, RecordLimit limit) {
        Refusal refusal = new Refusal(
                RejectionReason.TOO_LONG,
                "The rollout and what is said of it do not fit into one record of " + limit.bytes()
                        + " bytes: ask for shorter answers, or raise errata.client.\"" + RecordLimit.SETTING
                        + "\" and the topics' max.message.bytes.");
        return new Rejections(clock)
                .reject(rollout, refusal, admission.judge(rollout).orElse(null));
    }

    private Optional<SpecificRecord> outcome(Rollout rollout, Pending pending) {
        Judgment judgment = admission.judge(rollout).orElse(null);
        Optional<Refusal> refusal = admission.refuse(rollout);
        if (judgment == null || refusal.isPresent()) {
            return Optional.of(new Rejections(clock).reject(rollout, refusal.orElseThrow(), judgment));
        }
        if (!rewards.asksRewardModel()) {
            Target itself = judgment.correct() ? new Target(rollout.getAnswerTokens(), List.of()) : NO_TARGET;
            return Optional.of(score(rollout, judgment, NOT_ASKED, itself));
        }
        TokenRewards given = pending.tokenRewards();
        if (given == null) {
            return Optional.empty();
        }
        Optional<Refusal> unusable = refuse(given, rollout.getAnswerTokens().size());
        if (unusable.isPresent()) {
            return Optional.of(new Rejections(clock).reject(rollout, unusable.get(), judgment));
        }
        if (judgment.correct()) {
            return Optional.of(score(rollout, judgment, given, new Target(rollout.getAnswerTokens(), List.of())));
        }
        Rewrite rewrite = pending.rewrite();
        if (rewrite == null) {
            return Optional.empty();
        }
        Optional<Refusal> why = rewrites.refuse(rewrite, rollout);
        if (why.isEmpty()) {
            return Optional.of(score(rollout, judgment, given, new Target(rewrite.getTokens(), rewrite.getEdits())));
        }
        return Optional.of(
                rewrites.keepsRewards()
                        ? score(rollout, judgment, given, NO_TARGET)
                        : new Rejections(clock).reject(rollout, why.get(), judgment));
    }

    private static Optional<Refusal> refuse(TokenRewards given, int answerTokens) {
        String failure = given.getFailure();
        if (failure != null) {
            return Optional.of(new Refusal(reasonOf(failure), "The reward model says: " + failure + "."));
        }
        boolean whole = given.getProbabilities().size() == answerTokens
                && given.getProbabilities().stream().allMatch(p -> p >= 0 && p <= 1.001f);
        String detail = answerTokens + " answer tokens need as many probabilities from 0 to 1.";
        return whole ? Optional.empty() : Optional.of(new Refusal(RejectionReason.MALFORMED, detail));
    }

    private static RejectionReason reasonOf(String failure) {
        if (failure.equals(Failure.TOO_LONG.text())) {
            return RejectionReason.TOO_LONG;
        }
        return failure.equals(Failure.NO_REFERENCE.text()) ? RejectionReason.NO_REFERENCE : RejectionReason.MALFORMED;
    }

    /** An imitation target: its tokens, and the edit script that leads to them. */
    private record Target(List<Integer> tokens, List<Edit> edits) {}

    private ScoredRollout score(Rollout rollout, Judgment judgment, TokenRewards given, Target target) {
        ScoredRollout.Builder scored = ScoredRollout.newBuilder()
                .setRollout(rollout)
                .setCorrect(judgment.correct())
                .setProbabilities(given.getProbabilities())
                .setRewards(NumberLists.of(rewards.rewards(
                        given.getProbabilities(), rollout.getAnswerTokens().size(), judgment.correct())))
                .setRewardKind(rewards.kind())
                .setTargetTokens(target.tokens())
                .setTargetWeights(NumberLists.of(
                        weights.weigh(target.edits(), target.tokens().size())))
                .setEdits(target.edits())
                .setRewardModelVersion(given.getRewardModelVersion())
                .setScoredAt(clock.millis());
        String extracted = judgment.extracted();
        if (extracted != null) {
            scored.setExtractedAnswer(extracted);
        }
        return scored.build();
    }
}
