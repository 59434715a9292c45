package dev.errata.learner.fakes;

import dev.errata.learner.batch.PolicyLimits;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One number for weights and one for optimizer state; both depend on every batch and on the order of the batches. */
public final class FakePolicy extends FakePolicies implements TrainablePolicy {

    private final LearningObjective objective;
    private final CrashPlan plan;
    private long weights;
    private long moments = 1;

    private FakePolicy(long weights, LearningObjective objective, CrashPlan plan) {
        this.weights = weights;
        this.objective = objective;
        this.plan = plan;
    }

    public static Source source(LearningObjective objective, CrashPlan plan) {
        return folder -> new FakePolicy(read(folder.resolve("model.safetensors")), objective, plan);
    }

    /** A folder that can be opened. */
    public static void writeStart(Path folder, long weights) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("model.safetensors"), Long.toString(weights));
            Files.writeString(folder.resolve("config.json"), "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PolicyLimits limits() {
        return new PolicyLimits(10, 20);
    }

    @Override
    public StepResult step(TrainingBatch batch, double learningRate) {
        plan.pass("before the step");
        for (TrainingSequence sequence : batch.sequences()) {
            moments = moments * 31 + Arrays.hashCode(sequence.answer());
            weights = weights * 37 + moments + Arrays.deepHashCode(sequence.channels());
        }
        weights += Double.hashCode(learningRate);
        plan.pass("after the step");
        Map<String, Double> metrics = new HashMap<>();
        objective.formula().returned().forEach(metric -> metrics.put(metric.name(), 1.0));
        return new StepResult(0.5, 1.5, metrics);
    }

    @Override
    public void saveWeights(Path folder) throws IOException {
        plan.pass("before weights");
        Files.writeString(folder.resolve("model.safetensors"), Long.toString(weights));
        plan.pass("with weights half written");
        Files.writeString(folder.resolve("config.json"), "{}");
        plan.pass("with weights written and not in their place");
    }

    @Override
    public void saveOptimizer(Path file) {
        plan.pass("with the checkpoint half written");
        try {
            Files.writeString(file, Long.toString(moments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        plan.pass("with the checkpoint nearly written");
    }

    @Override
    public void loadOptimizer(Path file) {
        moments = read(file);
    }

    @Override
    public void close() {}

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
