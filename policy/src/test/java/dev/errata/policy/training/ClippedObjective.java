package dev.errata.policy.training;

import java.util.List;

/** A toy with the shape of PPO's loss: two channels, two settings, one metric. */
final class ClippedObjective implements Objective {

    private static final Formula FORMULA = Formula.of(
                    """
                    ratio = torch.exp(logp - behavior_log_prob)
                    inside = torch.clamp(ratio, 1. - clip, 1. + clip)
                    surrogate = torch.minimum(ratio * advantage, inside * advantage)
                    loss = torch.neg(torch.sum(surrogate)) / answer_tokens
                    clipped = torch.sum(torch.to(torch.ne(ratio, inside), 6)) / answer_tokens
                    """)
            .withChannels(List.of("behavior_log_prob", "advantage"))
            .withSettings(List.of(
                    Setting.number("clip", 0.2f), Setting.ofBatch("answer_tokens", TrainingBatch::answerTokens)))
            .withMetrics(List.of(Metric.sum("clipped")));

    @Override
    public Formula formula() {
        return FORMULA;
    }
}
