package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import java.util.Optional;

/**
 * Which rollouts are worth the reward model's time. Topology and worker ask the same admission, so that the worker skips
 * exactly what the topology rejects on sight.
 *
 * @param judge judges the answer
 * @param rejectDuplicates whether an answer that repeats another of its group is refused
 */
public record Admission(Judge judge, boolean rejectDuplicates) {

    /** An id names a topic, of at most 249 characters, a partition, an offset and a sample. */
    private static final int LONGEST_ID = 500;

    /**
     * Why a rollout is not admitted.
     *
     * @param reason the typed reason
     * @param detail one sentence for people
     */
    public record Refusal(RejectionReason reason, String detail) {}

    /** The refusal of a rollout, or nothing if it is admitted. */
    public Optional<Refusal> refuse(Rollout rollout) {
        Optional<String> malformed = malformed(rollout);
        if (malformed.isPresent()) {
            return Optional.of(new Refusal(RejectionReason.MALFORMED, malformed.get()));
        }
        if (rollout.getFinishReason() == FinishReason.LENGTH) {
            int most = rollout.getSampling().getMaxNewTokens();
            return refusal(RejectionReason.UNFINISHED, "The answer did not end within " + most + " tokens.");
        }
        Integer original = rollout.getDuplicateOf();
        if (rejectDuplicates && original != null) {
            return refusal(RejectionReason.DUPLICATE, "The answer repeats sample " + original + " of its group.");
        }
        return Optional.empty();
    }

    /** The judgment of a rollout that is well formed enough to have one. */
    public Optional<Judgment> judge(Rollout rollout) {
        return judge.judge(rollout);
    }

    private Optional<String> malformed(Rollout rollout) {
        int tokens = rollout.getAnswerTokens().size();
        if (rollout.getRolloutId().length() > LONGEST_ID) {
            return Optional.of("The rollout's id has " + rollout.getRolloutId().length() + " characters; " + LONGEST_ID
                    + " are the most.");
        }
        if (judge(rollout).isEmpty()) {
            return Optional.of("No answer rule is known for task '"
                    + abbreviated(rollout.getQuestion().getTask()) + "'.");
        }
        if (rollout.getQuestion().getGold().isBlank()) {
            return Optional.of("The question has no gold answer.");
        }
        if (rollout.getPromptTokens().isEmpty() || tokens == 0) {
            return Optional.of("Prompt or answer has no tokens.");
        }
        if (rollout.getBehaviorLogProbs().size() != tokens) {
            return Optional.of(tokens + " answer tokens have "
                    + rollout.getBehaviorLogProbs().size() + " log-probs.");
        }
        if (!rollout.getBehaviorLogProbs().stream().allMatch(logProb -> Float.isFinite(logProb) && logProb <= 0.001f)) {
            return Optional.of("A behavior log-prob is not finite or above 0.");
        }
        return rollout.getVersionSpans().isEmpty() ? Optional.of("No policy version is given.") : Optional.empty();
    }

    private static Optional<Refusal> refusal(RejectionReason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
