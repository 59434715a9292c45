package dev.errata.actors.questions;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Refuses questions whose answers could not be judged or learned from.
 *
 * @param judge the built-in rules
 * @param otherTasks whether a task without a built-in rule is judged elsewhere, as by an HTTP verifier
 * @param needsReference whether the objective needs a worked solution: {@code actor.needs-reference}
 */
public record TaskCheck(Judge judge, Predicate<String> otherTasks, boolean needsReference) {

    /**
     * Checks a question.
     *
     * @throws UnusableQuestionException with the remedy, if it cannot be used
     */
    void check(Question question) throws UnusableQuestionException {
        boolean builtIn = judge.knows(question.getTask());
        if (!builtIn && !otherTasks.test(question.getTask())) {
            throw new UnusableQuestionException(DeadLetterReason.UNKNOWN_TASK, unknown(question));
        }
        Optional<String> unusableGold = builtIn ? judge.refuse(question) : Optional.empty();
        if (unusableGold.isPresent()) {
            throw new UnusableQuestionException(DeadLetterReason.UNUSABLE_GOLD, unusableGold.get());
        }
        String reference = question.getReference();
        if (needsReference && (reference == null || reference.isBlank())) {
            throw new UnusableQuestionException(
                    DeadLetterReason.NO_REFERENCE,
                    "The question has no reference, and actor.needs-reference is true, for the objective needs a worked"
                            + " solution: send one, or choose an objective that takes questions without one: grpo, ppo,"
                            + " ppo-a2c, rft or dpo, with scorer.rewards=instance and actor.needs-reference=false.");
        }
    }

    private String unknown(Question question) {
        return judge.refuse(question).orElse("The task has no rule.")
                + " A task of your own needs a plug-in or a verifier: see docs/sources.md.";
    }
}
