package dev.errata.policy.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.Policy;
import dev.errata.policy.network.AnswerBatch;
import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.PackedTokens;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.ScriptModule;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Improves a policy's weights in place, one optimizer step a call. Not thread-safe; shares the policy's thread. */
public final class Trainer implements AutoCloseable {

    private final Policy policy;
    private final Decoder decoder;
    private final Objective objective;
    private final OptimizerSettings settings;
    private final ComputeSettings compute;
    private final PromptSharing sharing;
    private final ScriptModule module;
    private final OptimizerState state;

    /** A trainer with fresh optimizer state. */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings) {
        this(policy, objective, settings, ComputeSettings.of(policy.decoder()));
    }

    /** A trainer with fresh optimizer state and a given trade of memory for time. */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings, ComputeSettings compute) {
        this.policy = policy;
        this.objective = objective;
        this.settings = settings;
        this.compute = compute;
        decoder = policy.decoder();
        sharing = new PromptSharing(decoder.config());
        module = decoder.compile(script(objective));
        state = new OptimizerState(decoder, objective.hasCritic());
    }

    private static String script(Objective objective) {
        String critic = objective.hasCritic() ? "critic.py" : "no_critic.py";
        return String.join(
                "\n",
                ScriptModule.resource(Trainer.class, "trainer.py"),
                ScriptModule.resource(Trainer.class, critic),
                objective.script());
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
        refuseDivergence(values.loss(), norm);
        state.stepTaken();
        return new StepResult(values.loss(), norm, values.metrics());
    }

    /** Adds the gradient of a batch to the state's, micro-batch by micro-batch. */
    private ObjectiveValues backward(TrainingBatch batch) {
        try {
            return addUp(batch);
        } catch (RuntimeException e) {
            // What was added before the failure must not reach the next step.
            update(0, false);
            throw e;
        }
    }

    private ObjectiveValues addUp(TrainingBatch batch) {
        decoder.weightsChanged();
        MicroBatches parts = new MicroBatches(batch, sharing, compute.tokenBudget());
        float[] counts = objective.settings(batch);
        List<double[]> values = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            try (NDManager scope = decoder.scope()) {
                MicroBatches.MicroBatch micro = parts.get(scope, part, channelCount());
                PackedTokens packed = micro.answers().packed();
                List<NDArray> rotary = decoder.rotary(packed.width());
                values.add(module.differentiate(
                                scope,
                                "backward",
                                decoder.weights(),
                                state.gradient(),
                                state.critic().weight(),
                                state.critic().gradient(),
                                rotary.get(0),
                                rotary.get(1),
                                packed,
                                micro.answers().index(),
                                micro.answers().target(),
                                micro.channels(),
                                scope.create(counts),
                                scope.create(compute.options()))
                        .singletonOrThrow()
                        .toDoubleArray());
            }
        }
        return ObjectiveValues.combine(objective, values);
    }

    private double update(double learningRate, boolean finite) {
        try (NDManager scope = decoder.scope()) {
            List<NDList> updated = state.updated();
            return module.differentiate(
                            scope,
                            "update",
                            updated.get(0),
                            updated.get(1),
                            updated.get(2),
                            updated.get(3),
                            scope.create(hyper(learningRate, finite)))
                    .singletonOrThrow()
                    .toDoubleArray()[0];
        }
    }

    private double[] hyper(double learningRate, boolean finite) {
        return new double[] {
            learningRate,
            settings.beta1(),
            settings.beta2(),
            settings.epsilon(),
            settings.weightDecay(),
            settings.clipNorm(),
            state.steps() + 1.0,
            finite ? 1 : 0
        };
    }

    private void refuseDivergence(double loss, double norm) {
        if (!Double.isFinite(loss)) {
            throw new DivergenceException("the loss of step " + (state.steps() + 1) + " is " + loss
                    + "; the weights are unchanged; lower the learning rate or look at the batch");
        }
        if (!Double.isFinite(norm)) {
            throw new DivergenceException("the gradient norm of step " + (state.steps() + 1) + " is " + norm
                    + "; the weights are unchanged; lower the learning rate or look at the batch");
        }
    }

    /**
     * Loss, metrics and gradient of a batch, without a step.
     *
     * @param loss value of the objective
     * @param metrics the objective's metrics by name
     * @param gradient of the loss, by the names of the checkpoint's tensors, row by row; under {@code critic} that of the
     *     critic, where there is one
     */
    public record Gradients(double loss, Map<String, Double> metrics, Map<String, float[]> gradient) {}

    /** The gradient that the next step on this batch would follow, before clipping. */
    public Gradients gradients(TrainingBatch batch) {
        check(batch);
        ObjectiveValues values = backward(batch);
        Map<String, float[]> gradient = new LinkedHashMap<>();
        for (Entry entry : decoder.layout().entries()) {
            FloatBuffer numbers = FloatBuffer.allocate(Math.toIntExact(entry.size()));
            decoder.tensorsOf(state.gradient()).read(entry, numbers::put);
            gradient.put(entry.name(), numbers.array());
        }
        if (state.critic().present()) {
            gradient.put(CriticState.NAME, state.critic().gradient().toFloatArray());
        }
        update(0, false);
        return new Gradients(values.loss(), values.metrics(), gradient);
    }

    /**
     * The critic's values under the weights as they are: entry t is V of prompt and answer tokens before t.
     *
     * @return one array per sequence, [T_i]
     * @throws IllegalStateException if the objective has no critic
     */
    public List<float[]> values(TrainingBatch batch) {
        if (!state.critic().present()) {
            throw new IllegalStateException("the objective has no critic, so there are no values");
        }
        check(batch);
        float[][] values = new float[batch.sequences().size()][];
        MicroBatches parts = new MicroBatches(batch, sharing, compute.tokenBudget());
        for (int part = 0; part < parts.size(); part++) {
            try (NDManager scope = decoder.scope()) {
                AnswerLayout answers = parts.answers(part);
                float[] flat = values(scope, AnswerBatch.of(scope, answers.readings(), answers.predicted()));
                int begin = 0;
                for (int i : answers.order()) {
                    int end = begin + batch.sequences().get(i).answer().length;
                    values[i] = Arrays.copyOfRange(flat, begin, end);
                    begin = end;
                }
            }
        }
        return Arrays.asList(values);
    }

    private float[] values(NDManager scope, AnswerBatch answers) {
        PackedTokens packed = answers.packed();
        List<NDArray> rotary = decoder.rotary(packed.width());
        return module.evaluate(
                        scope,
                        "values",
                        decoder.weights(),
                        rotary.get(0),
                        rotary.get(1),
                        packed,
                        answers.index(),
                        state.critic().weight())
                .singletonOrThrow()
                .toFloatArray();
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

    /** Optimizer steps taken so far, restored ones included. */
    public long steps() {
        return state.steps();
    }

    /** Writes the optimizer state (moments and step count) to a safetensors file. */
    public void saveState(Path file) {
        state.save(file);
    }

    /** Restores what {@link #saveState} wrote; the next step is then bit-identical to one without the interruption. */
    public void loadState(Path file) {
        state.load(file);
    }

    @Override
    public void close() {
        module.close();
        state.close();
    }
}
