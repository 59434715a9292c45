package dev.errata.policy.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.Policy;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.Engine;
import dev.errata.policy.network.ScriptModule;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Improves a policy's weights in place, one optimizer step a call. Not thread-safe; shares the policy's thread. */
public final class Trainer implements AutoCloseable {

    /** Numbers of the widest activation that stay in a core's cache: 1 MiB of fp32. */
    private static final long CACHED_NUMBERS = 1L << 18;

    private static final long MIN_TOKEN_BUDGET = 512;
    private static final long PARALLEL_TOKEN_BUDGET = 16_384;

    private final Policy policy;
    private final Decoder decoder;
    private final Objective objective;
    private final OptimizerSettings settings;
    private final long tokenBudget;
    private final ScriptModule module;
    private final OptimizerState state;

    /** A trainer with fresh optimizer state. */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings) {
        this(policy, objective, settings, tokenBudget(policy.decoder()));
    }

    /**
     * A trainer with fresh optimizer state and micro-batches of a given size.
     *
     * @param tokenBudget most padded tokens of a micro-batch; the gradient does not depend on it
     */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings, long tokenBudget) {
        this.policy = policy;
        this.objective = objective;
        this.settings = settings;
        this.tokenBudget = tokenBudget;
        decoder = policy.decoder();
        module = decoder.compile(ScriptModule.resource(Trainer.class, "trainer.py") + "\n" + objective.script());
        state = new OptimizerState(decoder);
    }

    /**
     * One core works best on micro-batches with little padding whose activations stay in its cache. Several threads, or a GPU,
     * need large ones: on 2 threads a step of 32 x 120 tokens took 182 ms in one micro-batch and 297 ms in many.
     */
    private static long tokenBudget(Decoder decoder) {
        if (decoder.onGpu() || Engine.threads() > 1) {
            return PARALLEL_TOKEN_BUDGET;
        }
        return Math.max(
                MIN_TOKEN_BUDGET, CACHED_NUMBERS / (2L * decoder.config().feedForward()));
    }

    /**
     * One optimizer step on the whole batch.
     *
     * @throws DivergenceException if loss or gradient is not finite; the weights are then unchanged
     */
    public StepResult step(TrainingBatch batch, double learningRate) {
        check(batch);
        try (NDManager scope = decoder.scope()) {
            MicroBatches parts = MicroBatches.of(scope, batch, channelCount(), tokenBudget);
            List<NDArray> rotary = decoder.rotary(parts.width());
            double[] values = module.differentiate(
                            scope,
                            "train",
                            decoder.weights(),
                            state.first(),
                            state.second(),
                            rotary.get(0),
                            rotary.get(1),
                            parts.ids(),
                            parts.index(),
                            parts.target(),
                            parts.channels(),
                            scope.create(objective.settings(batch)),
                            scope.create(hyper(learningRate)))
                    .singletonOrThrow()
                    .toDoubleArray();
            ObjectiveValues combined = ObjectiveValues.combine(objective, Arrays.copyOfRange(values, 1, values.length));
            refuseDivergence(combined.loss(), values[0]);
            state.stepTaken();
            return new StepResult(combined.loss(), values[0], combined.metrics());
        }
    }

    private double[] hyper(double learningRate) {
        return new double[] {
            learningRate,
            settings.beta1(),
            settings.beta2(),
            settings.epsilon(),
            settings.weightDecay(),
            settings.clipNorm(),
            state.steps() + 1.0
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
     * @param gradient of the loss, by the names of the checkpoint's tensors, row by row
     */
    public record Gradients(double loss, Map<String, Double> metrics, Map<String, float[]> gradient) {}

    /** The gradient that the next step on this batch would follow, before clipping. */
    public Gradients gradients(TrainingBatch batch) {
        check(batch);
        try (NDManager scope = decoder.scope()) {
            MicroBatches parts = MicroBatches.of(scope, batch, channelCount(), tokenBudget);
            List<NDArray> rotary = decoder.rotary(parts.width());
            NDList result = module.differentiate(
                    scope,
                    "gradients",
                    decoder.weights(),
                    rotary.get(0),
                    rotary.get(1),
                    parts.ids(),
                    parts.index(),
                    parts.target(),
                    parts.channels(),
                    scope.create(objective.settings(batch)));
            ObjectiveValues values =
                    ObjectiveValues.combine(objective, result.get(0).toDoubleArray());
            NDList arrays = new NDList(result.subList(1, result.size()));
            Map<String, float[]> gradient = new LinkedHashMap<>();
            for (Entry entry : decoder.layout().entries()) {
                FloatBuffer numbers = FloatBuffer.allocate(Math.toIntExact(entry.size()));
                decoder.tensorsOf(arrays).read(entry, numbers::put);
                gradient.put(entry.name(), numbers.array());
            }
            return new Gradients(values.loss(), values.metrics(), gradient);
        }
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
