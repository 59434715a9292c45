package dev.errata.policy.training;

import java.util.List;

/** A toy with a critic: cross-entropy beside the squared error of the values against given returns. */
public final class CriticObjective implements Objective {

    @Override
    public String script() {
        return """
                  # logp [N]; channels: weight, return; settings: number of answer tokens.
                  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
                    return [torch.neg(torch.sum(channels[0] * logp)) / settings[0]]
                  def value_loss(self, values: Tensor, channels: Tensor, settings: List[float]) -> Tensor:
                    error = values - channels[1]
                    return torch.sum(error * error) * 0.5 / settings[0]
                """;
    }

    @Override
    public List<String> channelNames() {
        return List.of("weight", "return");
    }

    @Override
    public float[] settings(TrainingBatch batch) {
        return new float[] {batch.answerTokens()};
    }

    @Override
    public List<String> metricNames() {
        return List.of("value_loss");
    }

    @Override
    public boolean hasCritic() {
        return true;
    }
}
