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
import dev.errata.policy.weights.TensorSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Learning by the script, on a CPU or a GPU. */
public final class ScriptLearning implements Learning {

    private final Decoder decoder;
    private final ComputeSettings compute;
    private final ScriptModule module;
    private final NDManager manager;
    private final NDArray critic;
    private final Map<Moment, NDList> network = new EnumMap<>(Moment.class);
    private final Map<Moment, NDArray> ofCritic = new EnumMap<>(Moment.class);

    /** Learning under a decoder; it stays its owner's. */
    public ScriptLearning(Decoder decoder, Objective objective, ComputeSettings compute) {
        this.decoder = decoder;
        this.compute = compute;
        module = decoder.compile(String.join(
                "\n",
                ScriptModule.resource(ScriptModule.class, "trainer.py"),
                ScriptModule.resource(ScriptModule.class, objective.hasCritic() ? "critic.py" : "no_critic.py"),
                objective.hasCritic() ? ScriptModule.resource(ScriptModule.class, "critic_values.py") : "",
                objective.script()));
        manager = decoder.scope();
        Shape shape = new Shape(objective.hasCritic() ? decoder.config().hidden() + 1 : 0);
        critic = manager.zeros(shape, DataType.FLOAT32);
        for (Moment moment : Moment.values()) {
            NDList arrays = new NDList();
            decoder.weights().forEach(weight -> arrays.add(manager.zeros(weight.getShape(), DataType.FLOAT32)));
            network.put(moment, arrays);
            ofCritic.put(moment, manager.zeros(shape, DataType.FLOAT32));
        }
    }

    private NDList of(Moment moment) {
        return network.getOrDefault(moment, new NDList());
    }

    private NDArray criticOf(Moment moment) {
        return ofCritic.getOrDefault(moment, critic);
    }

    @Override
    public double[] backward(AnswerLayout answers, float[] channels, float[] settings) {
        decoder.weightsChanged();
        try (NDManager scope = decoder.scope()) {
            AnswerBatch batch = AnswerBatch.of(scope, answers.readings(), answers.predicted());
            int count = answers.count();
            List<NDArray> rotary = decoder.rotary(batch.packed().width());
            return module.differentiate(
                            scope,
                            "backward",
                            decoder.weights(),
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
                            scope.create(compute.options()))
                    .singletonOrThrow()
                    .toDoubleArray();
        }
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
        try (NDManager scope = decoder.scope()) {
            return module.differentiate(
                            scope,
                            "update",
                            withCritic(decoder.weights(), critic),
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
        try (NDManager scope = decoder.scope()) {
            AnswerBatch batch = AnswerBatch.of(scope, answers.readings(), answers.predicted());
            List<NDArray> rotary = decoder.rotary(batch.packed().width());
            return module.evaluate(
                            scope,
                            "values",
                            decoder.weights(),
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
        return decoder.tensorsOf(of(which));
    }

    @Override
    public void assignNetwork(TensorSource first, TensorSource second) {
        decoder.assign(of(Moment.FIRST), first);
        decoder.assign(of(Moment.SECOND), second);
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
