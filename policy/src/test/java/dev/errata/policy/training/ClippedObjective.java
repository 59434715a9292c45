package dev.errata.policy.training;

import java.util.List;

/** A toy with the shape of PPO's loss: two channels, two settings, one metric. */
final class ClippedObjective implements Objective {

    private static final float CLIP = 0.2f;

    @Override
    public String script() {
        return """
                  # logp [N]; channels: behavior log-prob, advantage; settings: clip range, number of answer tokens.
                  def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
                    ratio = torch.exp(logp - channels[0])
                    clipped = torch.clamp(ratio, 1. - settings[0], 1. + settings[0])
                    surrogate = torch.minimum(ratio * channels[1], clipped * channels[1])
                    outside = torch.to(torch.ne(ratio, clipped), 6)
                    return [torch.neg(torch.sum(surrogate)) / settings[1], torch.sum(outside) / settings[1]]
                """;
    }

    @Override
    public List<String> channelNames() {
        return List.of("behavior", "advantage");
    }

    @Override
    public float[] settings(TrainingBatch batch) {
        return new float[] {CLIP, batch.answerTokens()};
    }

    @Override
    public List<String> metricNames() {
        return List.of("clipped");
    }
}
