package dev.errata.evaluator.measurement;

import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A batch of answers that wait for their verdicts.
 *
 * @param mode how they were drawn
 * @param rollouts the answers, as they travel over the log
 * @param shots number of examples in the prompt of each
 * @param unread answers to questions that the policy cannot read, which need no verdict
 */
record SampledAnswers(EvaluationMode mode, List<Rollout> rollouts, List<Integer> shots, List<PendingAnswer> unread) {

    /** The answers with their verdicts, by rollout id; one without a verdict is an error. */
    List<EvaluatedAnswer> judged(Map<String, Verdict> verdicts) {
        List<EvaluatedAnswer> answers = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            Rollout rollout = rollouts.get(i);
            Verdict verdict = verdicts.get(rollout.getRolloutId());
            if (verdict == null) {
                throw new IllegalStateException("The grader gave no verdict on " + rollout.getRolloutId() + ".");
            }
            answers.add(new EvaluatedAnswer(
                    rollout.getQuestion(),
                    mode,
                    rollout.getSampleIndex(),
                    rollout.getAnswerText(),
                    rollout.getFinishReason() == FinishReason.STOP,
                    shots.get(i),
                    verdict));
        }
        unread.forEach(one -> answers.add(EvaluatedAnswer.unread(one.question(), mode, one.sample())));
        return answers;
    }
}
