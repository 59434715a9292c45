package dev.errata.ops.cli.evaluation;

import dev.errata.evaluator.grading.Grader;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Grades answers with the judge of the loop, in this process instead of over the log. */
public final class DirectGrader implements Grader {

    /** Grading costs nothing here; few answers are lost if the process is killed. */
    private static final int AT_ONCE = 256;

    private final Judge judge = Judge.strict();

    @Override
    public Map<String, Verdict> grade(List<Rollout> answers) {
        Map<String, Verdict> verdicts = new HashMap<>();
        for (Rollout answer : answers) {
            var judgment = judge.judge(answer)
                    .orElseThrow(() -> new CommandFailed("No answer rule is known for the task '"
                            + answer.getQuestion().getTask()
                            + "': use one of " + String.join(", ", judge.tasks()) + "."));
            Verdict.Builder verdict = Verdict.newBuilder()
                    .setRolloutId(answer.getRolloutId())
                    .setCorrect(judgment.correct())
                    .setJudgedAt(0);
            String extracted = judgment.extracted();
            if (extracted != null) {
                verdict.setExtractedAnswer(extracted);
            }
            verdicts.put(answer.getRolloutId(), verdict.build());
        }
        return verdicts;
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }
}
