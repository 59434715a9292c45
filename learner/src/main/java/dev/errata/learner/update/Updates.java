package dev.errata.learner.update;

import dev.errata.learner.batch.Batch;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.policy.training.DivergenceException;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.ScoredRollout;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Updates the policy with one batch at a time, and reports each update. */
public final class Updates {

    private final TrainablePolicy policy;
    private final LearningObjective objective;
    private final LearningRate learningRate;
    private final Clock clock;

    /**
     * Updates one policy.
     *
     * @param objective the objective that the policy was opened with
     */
    public Updates(TrainablePolicy policy, LearningObjective objective, LearningRate learningRate, Clock clock) {
        this.policy = policy;
        this.objective = objective;
        this.learningRate = learningRate;
        this.clock = clock;
    }

    /**
     * One update.
     *
     * @param number 1-based number of the update
     * @param newestVersion the newest published version while it runs
     * @throws DivergenceException if loss or gradient is not finite; the message names update, version, term and
     *     records
     */
    public LearnerStep update(Batch batch, long number, long newestVersion) {
        long startedAt = System.nanoTime();
        double rate = learningRate.at(number);
        TrainingBatch sequences = objective.complete(batch.sequences(), policy);
        StepResult result = step(batch, sequences, number, newestVersion);
        double updateSeconds = (System.nanoTime() - startedAt) / 1e9;
        double waitSeconds = batch.waited().toNanos() / 1e9;

        List<ScoredRollout> rollouts = batch.admitted().rollouts();
        int tokens = sequences.answerTokens();
        BatchMetrics measured = BatchMetrics.of(rollouts, newestVersion);
        Map<String, Double> metrics = new TreeMap<>(measured.values());
        metrics.putAll(objective.metrics(result.metrics(), sequences));
        metrics.put("train/loss", result.loss());
        metrics.put("train/grad_norm", result.gradientNorm());
        metrics.put("train/lr", rate);
        metrics.put("time/learner_wait", waitSeconds);
        metrics.put("time/learner_update", updateSeconds);
        metrics.put("thr/learner_tok_s", tokens / (waitSeconds + updateSeconds));
        metrics.put("thr/samples_s", rollouts.size() / (waitSeconds + updateSeconds));
        return LearnerStep.newBuilder()
                .setUpdate(number)
                .setPolicyVersion(newestVersion)
                .setBatch(batch.manifest())
                .setRollouts(rollouts.size())
                .setTokens(tokens)
                .setStalenessMax(measured.staleness().getMax())
                .setStalenessMean(measured.staleness().getAverage())
                .setMetrics(metrics)
                .setSteppedAt(clock.millis())
                .build();
    }

    private StepResult step(Batch batch, TrainingBatch sequences, long number, long newestVersion) {
        double rate = learningRate.at(number);
        try {
            return policy.step(sequences, rate);
        } catch (DivergenceException e) {
            DivergenceException named = new DivergenceException("Update " + number + ", after version " + newestVersion
                    + ", diverged on " + ranges(batch) + ": " + e.getMessage() + ". learner.learning-rate is "
                    + learningRate.peak() + ", of which the schedule gave this update " + rate + ".");
            named.initCause(e);
            throw named;
        }
    }

    /** The records of a batch, such as {@code scored-rollouts-0 [12, 76)}. */
    private static String ranges(Batch batch) {
        return batch.manifest().stream()
                .map(range -> range.getTopic() + "-" + range.getPartition() + " [" + range.getFrom() + ", "
                        + range.getTo() + ")")
                .collect(Collectors.joining(", "));
    }
}
