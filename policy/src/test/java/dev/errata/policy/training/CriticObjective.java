package dev.errata.policy.training;

import java.util.List;

/** A toy with a critic: cross-entropy beside the squared error of the values against given returns. */
public final class CriticObjective implements Objective {

    private static final Formula FORMULA = Formula.of("loss = torch.neg(torch.sum(weight * logp)) / answer_tokens")
            .withChannels(List.of("weight", "returns"))
            .withSettings(List.of(Setting.ofBatch("answer_tokens", TrainingBatch::answerTokens)))
            .withValueLoss(
                    new Formula.ValueLoss(
                            Metric.sum("value_loss"),
                            """
                    error = values - returns
                    value_loss = torch.sum(error * error) * 0.5 / answer_tokens
                    """));

    @Override
    public Formula formula() {
        return FORMULA;
    }
}
