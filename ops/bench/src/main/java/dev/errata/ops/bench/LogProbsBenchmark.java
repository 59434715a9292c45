package dev.errata.ops.bench;

import dev.errata.policy.Policy;
import dev.errata.policy.training.TrainingSequence;
import java.util.List;

/** Log-probs of all answers of a batch, teacher-forced. */
public final class LogProbsBenchmark implements Benchmark {

    private final Policy policy;
    private final BatchWorkload workload;
    private final List<int[]> prompts;
    private final List<int[]> answers;

    /** A benchmark of a policy. */
    public LogProbsBenchmark(Policy policy, BatchWorkload workload) {
        this.policy = policy;
        this.workload = workload;
        prompts = workload.sequences().stream().map(TrainingSequence::prompt).toList();
        answers = workload.sequences().stream().map(TrainingSequence::answer).toList();
    }

    @Override
    public Work run() {
        double sum = 0;
        for (float[] answer : policy.logProbs(prompts, answers, 1)) {
            for (float token : answer) {
                sum += token;
            }
        }
        return new Work(
                workload.tokens(),
                new Flops(policy.config()).forward(workload.sequences()),
                sum / workload.batch().answerTokens());
    }
}
