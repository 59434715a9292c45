package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.ScriptText;
import dev.errata.policy.weights.TensorSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Learning through the script, on a CPU or a GPU. */
final class TorchLearning implements Learning {

    private final TorchNetwork network;
    private final ComputeSettings compute;
    private final ScriptModule module;
    private final NDManager manager;
    private final NDArray critic;
    private final Map<Moment, NDList> moments = new EnumMap<>(Moment.class);
    private final Map<Moment, NDArray> ofCritic = new EnumMap<>(Moment.class);

    /** Learning on a network; does not close the network. */
    TorchLearning(TorchNetwork network, Objective objective, ComputeSettings compute) {
        this.network = network;
        this.compute = compute;
        module = network.compile(String.join(
                "\n",
                ScriptText.read(ScriptModule.class, "trainer.py"),
                ScriptText.read(ScriptModule.class, objective.hasCritic() ? "critic.py" : "no_critic.py"),
                objective.hasCritic() ? ScriptText.read(ScriptModule.class, "critic_values.py") : "",
                objective.script()));
        manager = network.scope();
        Shape shape = new Shape(objective.hasCritic() ? network.config().hidden() + 1 : 0);
        critic = manager.zeros(shape, DataType.FLOAT32);
        for (Moment moment : Moment.values()) {
            NDList arrays = new NDList();
            network.weights().forEach(weight -> arrays.add(manager.zeros(weight.getShape(), DataType.FLOAT32)));
            moments.put(moment, arrays);
            ofCritic.put(moment, manager.zeros(shape, DataType.FLOAT32));
        }
    }

    private NDList of(Moment moment) {
        return moments.getOrDefault(moment, new NDList());
    }

    private NDArray criticOf(Moment moment) {
        return ofCritic.getOrDefault(moment, critic);
    }

    @Override
    public double[] backward(AnswerLayout answers, float[] channels, float[] settings) {
        network.weightsChanged();
        try (NDManager scope = network.scope()) {
            AnswerBatch batch = AnswerBatch.of(scope, answers.sequences(), answers.predicted());
            int count = answers.count();
            List<NDArray> rotary = network.rotary(batch.packed().width());
            return module.differentiate(
                            scope,
                            "backward",
                            network.weights(),
                            of(Moment.GRADIENT),
                            critic,
                            criticOf(Moment.GRADIENT),
                            rotary.get(0),
                            rotary.get(1),
                            batch.packed(),
                            batch.index(),
                            batch.target(),
                            scope.create(channels, new Shape(channels.length / count, count)),
                            scope.create(settings),
                            scope.create(options()))
                    .singletonOrThrow()
                    .toDoubleArray();
        }
    }

    /** As the script takes them: rows of logits, whether to recompute activations, whether to compute in bf16. */
    private long[] options() {
        return new long[] {compute.logitRows(), compute.recomputeActivations() ? 1 : 0, compute.bf16() ? 1 : 0};
    }

    @Override
    public double update(OptimizerSettings settings, double learningRate, long step, boolean finite) {
        double[] hyper = {
            learningRate,
            settings.beta1(),
            settings.beta2(),
            settings.epsilon(),
            settings.weightDecay(),
            settings.clipNorm(),
            step,
            finite ? 1 : 0
        };
        try (NDManager scope = network.scope()) {
            return module.differentiate(
                            scope,
                            "update",
                            withCritic(network.weights(), critic),
                            withCritic(of(Moment.GRADIENT), criticOf(Moment.GRADIENT)),
                            withCritic(of(Moment.FIRST), criticOf(Moment.FIRST)),
                            withCritic(of(Moment.SECOND), criticOf(Moment.SECOND)),
                            scope.create(hyper))
                    .singletonOrThrow()
                    .toDoubleArray()[0];
        }
    }

    private static NDList withCritic(NDList arrays, NDArray last) {
        if (last.size() == 0) {
            return arrays;
        }
        NDList all = new NDList(arrays);
        all.add(last);
        return all;
    }

    @Override
    public float[] values(AnswerLayout answers) {
        try (NDManager scope = network.scope()) {
            AnswerBatch batch = AnswerBatch.of(scope, answers.sequences(), answers.predicted());
            List<NDArray> rotary = network.rotary(batch.packed().width());
            return module.evaluate(
                            scope,
                            "values",
                            network.weights(),
                            rotary.get(0),
                            rotary.get(1),
                            batch.packed(),
                            batch.index(),
                            critic)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    @Override
    public TensorSource network(Moment which) {
        return network.tensorsOf(of(which));
    }

    @Override
    public void assignNetwork(TensorSource first, TensorSource second) {
        network.assign(of(Moment.FIRST), first);
        network.assign(of(Moment.SECOND), second);
    }

    @Override
    public float[] critic() {
        return critic.toFloatArray();
    }

    @Override
    public float[] critic(Moment which) {
        return criticOf(which).toFloatArray();
    }

    @Override
    public void assignCritic(float[] weights, float[] first, float[] second) {
        critic.set(weights);
        criticOf(Moment.FIRST).set(first);
        criticOf(Moment.SECOND).set(second);
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
