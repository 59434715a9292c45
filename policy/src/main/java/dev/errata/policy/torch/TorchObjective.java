package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.ObjectiveFunction;
import dev.errata.policy.training.ScriptText;
import java.util.Map;

/** The script of an objective by itself, without a network, on a CPU. */
final class TorchObjective implements ObjectiveFunction {

    private final NDManager manager;
    private final ScriptModule module;
    private final boolean hasCritic;

    /** Compiles the script of an objective. */
    TorchObjective(Objective objective) {
        hasCritic = objective.hasCritic();
        manager = TorchEngine.newManager("cpu");
        module = new ScriptModule(
                manager,
                String.join(
                        "\n",
                        ScriptText.read(ScriptModule.class, "objective_alone.py"),
                        ScriptText.read(ScriptModule.class, hasCritic ? "critic.py" : "no_critic.py"),
                        objective.script()),
                Map.of());
    }

    @Override
    public Evaluation of(float[] logProbs, float[] normed, float[] critic, float[] channels, float[] settings) {
        int count = logProbs.length;
        try (NDManager scope = manager.newSubManager()) {
            NDArray criticGradient = scope.zeros(new Shape(critic.length));
            NDList found = module.differentiate(
                    scope,
                    "evaluate",
                    scope.create(logProbs),
                    scope.create(normed, new Shape(count, hasCritic ? normed.length / count : 0)),
                    scope.create(critic),
                    criticGradient,
                    scope.create(channels, new Shape(channels.length / count, count)),
                    scope.create(settings));
            return new Evaluation(
                    found.get(0).toDoubleArray(),
                    found.get(1).toFloatArray(),
                    hasCritic ? found.get(2).toFloatArray() : new float[0],
                    criticGradient.toFloatArray());
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
