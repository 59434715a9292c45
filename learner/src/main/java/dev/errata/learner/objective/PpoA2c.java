package dev.errata.learner.objective;

import dev.errata.learner.advantage.GeneralizedAdvantage;
import dev.errata.policy.training.Formula;
import dev.errata.policy.training.Metric;
import dev.errata.policy.training.Setting;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PPO with a learned critic: the verdict is the reward of the answer's last token, and generalized advantage estimation
 * distributes it over the tokens.
 *
 * <pre>
 *   R_T = 1 if y is correct, -1 if not; R_t = 0 before        T the last token; 2 s - 1 with the score s of a verifier
 *   A_t  as in {@link GeneralizedAdvantage}, with V_old(s_t), the values before the update
 *   G_t  = A_t + V_old(s_t)                                   the critic's target
 *   L_RL as in {@link Rlmec}, with A_t for r_t
 *   L_V  = sum_t (V(s_t) - G_t)^2 / 2 / #{ t }
 *   L    = L_RL + c_V L_V + beta_KL L_KL
 * </pre>
 *
 * <p>V(s_t), [N], is linear in the residual stream that the language head reads; s_t is the prompt and the answer
 * tokens before t. The gradient of L_V reaches the critic and, through the stream, the policy. The critic's weights are
 * saved with the optimizer state and never published. Advantages are not whitened: rewards are from -1 to 1, and the
 * critic is the baseline. Shapes and units as in {@link Rlmec}.
 * Settings: gamma is {@code learner.discount}, lambda_GAE {@code learner.gae-lambda}, c_V
 * {@code learner.value-weight}.
 *
 * <p>Sources: Schulman et al. 2015, arXiv:1506.02438, eq. 16 (advantages); 2017, arXiv:1707.06347, eq. 9 (both terms in
 * one loss); the baseline "PPO A2C" of RLMEC, arXiv:2401.06081.
 */
public final class PpoA2c extends PolicyGradient {

    private static final Metric WEIGHTED_VALUE_LOSS = Metric.sum("weighted_value_loss");

    private final GeneralizedAdvantage advantage;
    private final double valueWeight;
    private final Formula formula;

    PpoA2c(SettingReader settings) {
        super(settings, Requirements.VERDICTS, RlTerm.clippedSurrogate(settings), Channel.VALUE_TARGET);
        advantage = new GeneralizedAdvantage(
                settings.number("learner.discount", SettingRange.ABOVE_0_AND_AT_MOST_1),
                settings.number("learner.gae-lambda", SettingRange.FROM_0_TO_1));
        valueWeight = settings.number("learner.value-weight", SettingRange.ABOVE_0);
        formula = super.formula()
                .withSettings(List.of(
                        Setting.number("value_weight", valueWeight),
                        Setting.ofBatch("answer_tokens", TrainingBatch::answerTokens)))
                .withValueLoss(
                        new Formula.ValueLoss(WEIGHTED_VALUE_LOSS, Formula.resources(PpoA2c.class, "value-loss.py")));
    }

    @Override
    public Formula formula() {
        return formula;
    }

    @Override
    public String name() {
        return "ppo-a2c";
    }

    /** The reward channel holds the reward of the last token until {@link #complete} puts the advantages there. */
    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (ScoredRollout scored : rollouts) {
            int tokens = scored.getRollout().getAnswerTokens().size();
            float[] rewards = new float[tokens];
            rewards[tokens - 1] = RolloutArrays.verdict(scored);
            sequences.add(sampled(scored, rewards, new float[tokens]));
        }
        return new TrainingBatch(sequences);
    }

    @Override
    public TrainingBatch complete(TrainingBatch batch, Policies policies) {
        List<float[]> values = policies.values(batch);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            TrainingSequence sequence = batch.sequences().get(i);
            float[] advantages = advantage.of(channels().of(sequence, Channel.REWARD), values.get(i));
            float[] targets = advantages.clone();
            for (int t = 0; t < targets.length; t++) {
                targets[t] += values.get(i)[t];
            }
            TrainingSequence estimated = channels().with(sequence, Channel.REWARD, advantages);
            sequences.add(channels().with(estimated, Channel.VALUE_TARGET, targets));
        }
        return super.complete(batch.with(sequences), policies);
    }

    /**
     * Also the value loss without its coefficient, and the share of the targets' variance that the critic explained
     * before the update: 1 - Var(G - V_old) / Var(G), where G - V_old = A.
     */
    @Override
    public Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        Map<String, Double> metrics = super.metrics(returned, batch);
        metrics.put("train/value_loss", LearningObjective.value(returned, WEIGHTED_VALUE_LOSS.name()) / valueWeight);
        double ofTargets = variance(batch, Channel.VALUE_TARGET);
        if (ofTargets > 0) {
            metrics.put("value/explained_variance", 1 - variance(batch, Channel.REWARD) / ofTargets);
        }
        return metrics;
    }

    private double variance(TrainingBatch batch, Channel channel) {
        double sum = 0;
        double squares = 0;
        for (TrainingSequence sequence : batch.sequences()) {
            for (float number : channels().of(sequence, channel)) {
                sum += number;
                squares += (double) number * number;
            }
        }
        double mean = sum / batch.answerTokens();
        return squares / batch.answerTokens() - mean * mean;
    }
}
