package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides from a rollout alone whether it may be scored. The topology and the reward model's worker ask the same
 * admission, so the worker skips exactly the rollouts that the topology rejects.
 *
 * @param judge judges the answer
 * @param externalTasks the tasks that HTTP verifiers judge
 * @param rejectDuplicates whether an answer that repeats another answer of its group is refused
 */
public record ScoringAdmission(Judge judge, Set<String> externalTasks, boolean rejectDuplicates) {

    /** An id names a topic (249 characters at most), a partition, an offset and a sample. */
    private static final int MAX_ID_LENGTH = 500;

    /** Largest behavior log-prob, nats: 0 and what rounding may add to it. */
    private static final float MAX_LOG_PROB = 0.001f;

    private static final int MAX_TASK_SHOWN = 40;

    /** An admission without tasks of HTTP verifiers. */
    public ScoringAdmission(Judge judge, boolean rejectDuplicates) {
        this(judge, Set.of(), rejectDuplicates);
    }

    /** Whether an HTTP verifier judges the answer. */
    public boolean isExternal(Rollout rollout) {
        return externalTasks.contains(rollout.getQuestion().getTask());
    }

    /** Why a rollout is refused; empty where it is admitted. */
    public Optional<Refusal> refuse(Rollout rollout) {
        Optional<String> malformed = malformed(rollout);
        if (malformed.isPresent()) {
            return refusal(RejectionReason.MALFORMED, malformed.get());
        }
        if (rollout.getFinishReason() == FinishReason.LENGTH) {
            int limit = rollout.getSampling().getMaxNewTokens();
            return refusal(RejectionReason.UNFINISHED, "The answer did not end within " + limit + " tokens.");
        }
        Integer original = rollout.getDuplicateOf();
        if (rejectDuplicates && original != null) {
            return refusal(RejectionReason.DUPLICATE, "The answer repeats sample " + original + " of its group.");
        }
        return Optional.empty();
    }

    /**
     * Judges a rollout's answer; empty where no answer rule is known for its task.
     *
     * @throws dev.errata.rewardmodel.judge.VerifierFailedException if a plug-in gives no rating
     */
    public Optional<Judgment> judge(Rollout rollout) {
        return judge.judge(rollout);
    }

    private Optional<String> malformed(Rollout rollout) {
        int tokens = rollout.getAnswerTokens().size();
        int idLength = rollout.getRolloutId().length();
        List<Float> logProbs = rollout.getBehaviorLogProbs();
        if (idLength > MAX_ID_LENGTH) {
            return Optional.of(
                    "The rollout id has " + idLength + " characters; at most " + MAX_ID_LENGTH + " are allowed.");
        }
        String task = rollout.getQuestion().getTask();
        if (!judge.knows(task) && !isExternal(rollout)) {
            String known = Stream.concat(judge.tasks().stream(), externalTasks.stream())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Optional.of(
                    "No answer rule is known for task '" + abbreviated(task) + "'; known are " + known + ".");
        }
        if (judge.needsGold(task) && rollout.getQuestion().getGold().isBlank()) {
            return Optional.of("The question has no gold answer.");
        }
        if (rollout.getPromptTokens().isEmpty() || tokens == 0) {
            return Optional.of("The prompt or the answer has no tokens.");
        }
        if (logProbs.size() != tokens) {
            return Optional.of("The answer has " + tokens + " tokens but " + logProbs.size() + " behavior log-probs.");
        }
        if (!logProbs.stream().allMatch(logProb -> Float.isFinite(logProb) && logProb <= MAX_LOG_PROB)) {
            return Optional.of("A behavior log-prob is not finite or is above 0.");
        }
        return rollout.getVersionSpans().isEmpty() ? Optional.of("No policy version is given.") : Optional.empty();
    }

    private static Optional<Refusal> refusal(RejectionReason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }

    private static String abbreviated(String text) {
        return text.length() <= MAX_TASK_SHOWN ? text : text.substring(0, MAX_TASK_SHOWN) + "...";
    }
}
