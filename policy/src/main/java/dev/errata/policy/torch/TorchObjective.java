package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.training.Objective;
import java.util.Map;

/** An objective's script by itself: from log-probs to loss, metrics and slopes. */
public final class TorchObjective implements AutoCloseable {

    private final NDManager manager;
    private final ScriptModule module;
    private final boolean hasCritic;

    /** Compiles the script of an objective. */
    public TorchObjective(Objective objective) {
        hasCritic = objective.hasCritic();
        manager = TorchEngine.newManager("cpu");
        module = new ScriptModule(
                manager,
                String.join(
                        "\n",
                        ScriptModule.resource(ScriptModule.class, "objective_alone.py"),
                        ScriptModule.resource(ScriptModule.class, hasCritic ? "critic.py" : "no_critic.py"),
                        objective.script()),
                Map.of());
    }

    /**
     * What an objective says of a micro-batch.
     *
     * @param terms the loss, and then its metrics
     * @param ofLogProbs slope of the loss by each log-prob, [M]
     * @param ofNormed slope by what the head and the critic read, [M, D] row by row; empty without a critic
     * @param ofCritic slope by the critic's weights, [D + 1]; empty without a critic
     */
    public record Slopes(double[] terms, float[] ofLogProbs, float[] ofNormed, float[] ofCritic) {}

    /**
     * Evaluates.
     *
     * @param logProbs of the answer tokens, [M]
     * @param normed what the critic reads of each, [M, D] row by row; empty without a critic
     * @param critic its weights, [D + 1]; empty without a critic
     * @param channels what the objective knows of each token, [C, M] row by row
     * @param settings the objective's numbers
     */
    public Slopes of(float[] logProbs, float[] normed, float[] critic, float[] channels, float[] settings) {
        int count = logProbs.length;
        try (NDManager scope = manager.newSubManager()) {
            NDArray criticSlope = scope.zeros(new Shape(critic.length));
            NDList found = module.differentiate(
                    scope,
                    "evaluate",
                    scope.create(logProbs),
                    scope.create(normed, new Shape(count, hasCritic ? normed.length / count : 0)),
                    scope.create(critic),
                    criticSlope,
                    scope.create(channels, new Shape(channels.length / count, count)),
                    scope.create(settings));
            return new Slopes(
                    found.get(0).toDoubleArray(),
                    found.get(1).toFloatArray(),
                    hasCritic ? found.get(2).toFloatArray() : new float[0],
                    criticSlope.toFloatArray());
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
