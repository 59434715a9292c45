package dev.errata.policy;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.Network;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.DivergenceException;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.Learning.Moment;
import dev.errata.policy.training.MicroBatches;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.ObjectiveValues;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.OptimizerState;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains a policy's weights in place, one optimizer step per call. Not thread-safe; shares the policy's thread. */
public final class Trainer implements AutoCloseable {

    private final Policy policy;
    private final Network network;
    private final Objective objective;
    private final OptimizerSettings settings;
    private final ComputeSettings compute;
    private final PromptSharing sharing;
    private final Learning learning;
    private final OptimizerState state;
    private long steps;

    /** A trainer with fresh optimizer state. */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings) {
        this(policy, objective, settings, policy.backend().computeSettings());
    }

    /** A trainer with fresh optimizer state and given compute settings. */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings, ComputeSettings compute) {
        this.policy = policy;
        this.objective = objective;
        this.settings = settings;
        this.compute = compute;
        network = policy.network();
        sharing = network.sharing();
        learning = policy.backend().learning(objective, compute);
        state = new OptimizerState(network, learning);
    }

    /**
     * One optimizer step on the whole batch.
     *
     * @throws DivergenceException if loss or gradient is not finite; the weights are then unchanged
     */
    public StepResult step(TrainingBatch batch, double learningRate) {
        check(batch);
        ObjectiveValues values = backward(batch);
        double norm = update(learningRate, Double.isFinite(values.loss()));
        requireFinite(values.loss(), norm);
        steps++;
        return new StepResult(values.loss(), norm, values.metrics());
    }

    /** Adds up the gradient of a batch, micro-batch by micro-batch. */
    private ObjectiveValues backward(TrainingBatch batch) {
        try {
            return accumulate(batch);
        } catch (RuntimeException e) {
            // The partial gradient must not reach the next step.
            update(0, false);
            throw e;
        }
    }

    private ObjectiveValues accumulate(TrainingBatch batch) {
        MicroBatches microBatches = new MicroBatches(batch, sharing, compute.tokenBudget());
        float[] counts = objective.settings(batch);
        List<double[]> values = new ArrayList<>();
        for (int part = 0; part < microBatches.size(); part++) {
            AnswerLayout answers = microBatches.answers(part);
            values.add(learning.backward(answers, microBatches.channels(answers, channelCount()), counts));
        }
        return ObjectiveValues.combine(objective, values);
    }

    private double update(double learningRate, boolean finite) {
        return learning.update(settings, learningRate, steps + 1, finite);
    }

    private void requireFinite(double loss, double norm) {
        if (!Double.isFinite(loss)) {
            throw new DivergenceException("the loss of step " + (steps + 1) + " is " + loss
                    + "; the weights are unchanged; lower the learning rate or look at the batch");
        }
        if (!Double.isFinite(norm)) {
            throw new DivergenceException("the gradient norm of step " + (steps + 1) + " is " + norm
                    + "; the weights are unchanged; lower the learning rate or look at the batch");
        }
    }

    /**
     * Loss, metrics and gradient of a batch, without a step.
     *
     * @param loss value of the objective
     * @param metrics the objective's metrics by name
     * @param gradient of the loss, by the names of the checkpoint's tensors, row by row; under {@code critic} that of
     *     the critic, if there is one
     */
    public record Gradients(double loss, Map<String, Double> metrics, Map<String, float[]> gradient) {}

    /** The gradient of the next step on this batch, before clipping. */
    public Gradients gradients(TrainingBatch batch) {
        check(batch);
        ObjectiveValues values = backward(batch);
        Map<String, float[]> gradient = new LinkedHashMap<>();
        for (Entry entry : network.layout().entries()) {
            FloatBuffer numbers = FloatBuffer.allocate(Math.toIntExact(entry.size()));
            learning.network(Moment.GRADIENT).read(entry, numbers::put);
            gradient.put(entry.name(), numbers.array());
        }
        if (objective.hasCritic()) {
            gradient.put(OptimizerState.CRITIC, learning.critic(Moment.GRADIENT));
        }
        update(0, false);
        return new Gradients(values.loss(), values.metrics(), gradient);
    }

    /**
     * The critic's values under the current weights: entry t is V of the prompt and the answer tokens before t.
     *
     * @return one array per sequence, [T_i]
     * @throws IllegalStateException if the objective has no critic
     */
    public List<float[]> values(TrainingBatch batch) {
        if (!objective.hasCritic()) {
            throw new IllegalStateException("the objective has no critic, so there are no values");
        }
        check(batch);
        float[][] values = new float[batch.sequences().size()][];
        MicroBatches microBatches = new MicroBatches(batch, sharing, compute.tokenBudget());
        for (int part = 0; part < microBatches.size(); part++) {
            AnswerLayout answers = microBatches.answers(part);
            float[] flat = learning.values(answers);
            int begin = 0;
            for (int i : answers.order()) {
                int end = begin + batch.sequences().get(i).answer().length;
                values[i] = Arrays.copyOfRange(flat, begin, end);
                begin = end;
            }
        }
        return Arrays.asList(values);
    }

    private int channelCount() {
        return objective.channelNames().size();
    }

    private void check(TrainingBatch batch) {
        if (batch.sequences().isEmpty()) {
            throw new IllegalArgumentException("a batch must not be empty");
        }
        for (TrainingSequence sequence : batch.sequences()) {
            policy.check(sequence.prompt(), sequence.answer());
            if (sequence.channels().length != channelCount()) {
                throw new IllegalArgumentException("a sequence has " + sequence.channels().length
                        + " channels, the objective wants " + objective.channelNames());
            }
            for (float[] channel : sequence.channels()) {
                if (channel.length != sequence.answer().length) {
                    throw new IllegalArgumentException("a channel has " + channel.length + " numbers for an answer of "
                            + sequence.answer().length + " tokens");
                }
            }
        }
    }

    /** Number of optimizer steps taken, restored ones included. */
    public long steps() {
        return steps;
    }

    /** Writes the optimizer state (moments and step count) to a safetensors file. */
    public void saveState(Path file) {
        state.save(file, steps);
    }

    /** Restores what {@link #saveState} wrote; the next step is then bit-identical to one without the interruption. */
    public void loadState(Path file) {
        steps = state.load(file);
    }

    @Override
    public void close() {
        learning.close();
    }
}
