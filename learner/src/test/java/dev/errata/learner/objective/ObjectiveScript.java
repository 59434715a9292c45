package dev.errata.learner.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.torch.ScriptModule;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs an objective's script on log-probs made up for a test, without a policy. */
final class ObjectiveScript implements AutoCloseable {

    private static final String CLASS =
            """
            class Decoder(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              _is_full_backward_hook : Optional[bool]
              def probe(self, logp: Tensor, channels: Tensor, settings: Tensor) -> List[Tensor]:
                torch.set_grad_enabled(True)
                leaf = logp.detach().requires_grad_()
                terms = self.objective(leaf, channels, annotate(List[float], settings.tolist()))
                found = torch.grad([terms[0]], [leaf])
                torch.set_grad_enabled(False)
                gradient: List[Tensor] = []
                for one in found:
                  gradient.append(unchecked_cast(Tensor, one))
                scalars: List[Tensor] = []
                for term in terms:
                  scalars.append(torch.to(term.detach(), 7).view([]))
                return [torch.stack(scalars), gradient[0]]
            """;

    /** The outputs of the script. */
    record Outcome(double loss, Map<String, Double> returned, float[] gradient) {

        boolean declares(String metric) {
            return returned.containsKey(metric);
        }
    }

    private final LearningObjective objective;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final ScriptModule module;

    ObjectiveScript(LearningObjective objective) {
        this.objective = objective;
        this.module = new ScriptModule(manager, CLASS + objective.script(), Map.of());
    }

    Outcome run(float[] logp, float[][] channels) {
        return run(logp, batch(channels));
    }

    /** With one log-prob for each answer token, in order of the sequences. */
    Outcome run(float[] logp, TrainingBatch batch) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray settings = scope.create(objective.settings(batch));
            NDArray channels = scope.create(flat(batch));
            NDList result = module.differentiate(scope, "probe", scope.create(logp), channels, settings);
            double[] values = result.get(0).toDoubleArray();
            Map<String, Double> returned = new LinkedHashMap<>();
            for (int i = 1; i < values.length; i++) {
                returned.put(objective.formula().returned().get(i - 1).name(), values[i]);
            }
            return new Outcome(values[0], returned, result.get(1).toFloatArray());
        }
    }

    Map<String, Double> metrics(float[] logp, float[][] channels) {
        return objective.metrics(run(logp, channels).returned(), batch(channels));
    }

    private static float[][] flat(TrainingBatch batch) {
        int rows = batch.sequences().get(0).channels().length;
        float[][] flat = new float[rows][batch.answerTokens()];
        int begin = 0;
        for (TrainingSequence sequence : batch.sequences()) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(sequence.channels()[row], 0, flat[row], begin, sequence.answer().length);
            }
            begin += sequence.answer().length;
        }
        return flat;
    }

    static TrainingBatch batch(float[][] channels) {
        return new TrainingBatch(List.of(new TrainingSequence(new int[] {1}, new int[channels[0].length], channels)));
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
