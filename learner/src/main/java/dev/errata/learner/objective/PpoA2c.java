package dev.errata.learner.objective;

import dev.errata.learner.advantage.GeneralizedAdvantage;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PPO with a learned critic: the verdict is the reward of the answer's last token, and generalised advantage estimation
 * says what each token had to do with it.
 *
 * <pre>
 *   R_T = 1 if y is correct, -1 if not; R_t = 0 before        T the last token
 *   A_t, and the critic's target G_t = A_t + V_old(s_t):      {@link GeneralizedAdvantage}, V_old before the update
 *   L_RL as in {@link Rlmec}, with A_t for r_t
 *   L_V  = sum_t (V(s_t) - G_t)^2 / 2 / #{ t }
 *   L    = L_RL + c_V L_V + beta L_KL
 * </pre>
 *
 * <p>V is linear in the residual stream that the head reads, [N]; the gradient of L_V reaches it and, through the stream, the
 * policy. Its weights are saved with the optimizer state and never published. Advantages are not whitened: rewards are of
 * size 1, and the critic is the baseline. Shapes and units as in {@link Rlmec}. Sources: Schulman et al. 2015,
 * arXiv:1506.02438; 2017, arXiv:1707.06347, eq. 9; the baseline "PPO A2C" of RLMEC, arXiv:2401.06081.
 */
public final class PpoA2c extends PolicyGradient {

    private static final String VALUE_LOSS = "train/value_loss";

    private final GeneralizedAdvantage advantage;

    /** PPO and a critic with these numbers. */
    public PpoA2c(ObjectiveSettings chosen) {
        super(chosen, Requirements.VERDICTS, Channel.RETURN);
        this.advantage = new GeneralizedAdvantage(
                chosen.critic().discount(), chosen.critic().lambda());
    }

    @Override
    Set<String> ownSettings() {
        return ofTheSurrogate(SettingKeys.DISCOUNT, SettingKeys.GAE_LAMBDA, SettingKeys.VALUE_WEIGHT);
    }

    @Override
    public String name() {
        return "ppo-a2c";
    }

    @Override
    public String script() {
        return super.script() + "\n" + resource("value-loss.py");
    }

    @Override
    public boolean hasCritic() {
        return true;
    }

    /** With the reward where the advantages will be: of the last token. */
    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (ScoredRollout scored : rollouts) {
            int tokens = scored.getRollout().getAnswerTokens().size();
            float[] rewards = new float[tokens];
            rewards[tokens - 1] = Answers.verdict(scored);
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
            float[] returns = advantages.clone();
            for (int t = 0; t < returns.length; t++) {
                returns[t] += values.get(i)[t];
            }
            TrainingSequence estimated = channels().with(sequence, Channel.REWARD, advantages);
            sequences.add(channels().with(estimated, Channel.RETURN, returns));
        }
        return super.complete(batch.with(sequences), policies);
    }

    /** Those of the surrogate, then the coefficient and the denominator of the value loss and the row of its targets. */
    @Override
    public float[] settings(TrainingBatch batch) {
        float[] surrogate = super.settings(batch);
        float[] all = Arrays.copyOf(surrogate, surrogate.length + 3);
        all[surrogate.length] = (float) chosen().critic().valueWeight();
        all[surrogate.length + 1] = batch.answerTokens();
        all[surrogate.length + 2] = channels().row(Channel.RETURN);
        return all;
    }

    @Override
    public List<String> metricNames() {
        List<String> names = new ArrayList<>(super.metricNames());
        names.add(VALUE_LOSS);
        return names;
    }

    /**
     * Besides: the value loss without its coefficient, and the share of the targets' variance that the critic had explained
     * before the update, 1 - Var(G - V_old) / Var(G), where G - V_old = A.
     */
    @Override
    public Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        Map<String, Double> metrics = super.metrics(returned, batch);
        metrics.put(
                VALUE_LOSS,
                RatioMetrics.value(returned, VALUE_LOSS) / chosen().critic().valueWeight());
        double ofReturns = variance(batch, Channel.RETURN);
        if (ofReturns > 0) {
            metrics.put("value/explained_variance", 1 - variance(batch, Channel.REWARD) / ofReturns);
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
