package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.judge.StepCheck;
import dev.errata.schemas.Question;
import java.util.Optional;

/**
 * Decides which answers are wrong and which rewrites may be learned from, with the judge and step check of the scorer.
 */
final class Verdicts {

    private final Judge judge = Judge.strict();

    /** Whether a finished answer is right; empty where the question's task has no answer rule. */
    Optional<Boolean> right(Question question, String answer) {
        return judge.judge(question, answer, true).map(Judgment::correct);
    }

    /** Whether every step that can be checked is true. */
    boolean stepsTrue(Question question, String answer) {
        return StepCheck.firstFalseStep(question.getTask(), answer).isEmpty();
    }

    /** Why a rewrite may not be learned from; empty where it may. */
    Optional<String> refuse(Question question, String rewrite) {
        if (rewrite.isBlank()) {
            return Optional.of("the rewrite is empty");
        }
        if (!right(question, rewrite).orElse(false)) {
            return Optional.of("the rewrite misses the gold answer");
        }
        return stepsTrue(question, rewrite) ? Optional.empty() : Optional.of("the rewrite has a false step");
    }
}
