package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;

/**
 * Vanilla PPO: the verdict on the whole answer is the advantage of each of its tokens. There is no critic and no
 * baseline.
 *
 * <pre>
 *   A_t  = 1 if y is correct, -1 if not              for every token t of y; 2 s - 1 with the score s of a verifier
 *   L_RL as in {@link Rlmec}, with A_t for r_t: the clipped surrogate over all answer tokens of the batch
 *   L    = L_RL + beta_KL L_KL
 * </pre>
 *
 * <p>Shapes and units as in {@link Rlmec}. Sources: the baseline "Vanilla PPO" of RLMEC, arXiv:2401.06081; Schulman et
 * al. 2017, arXiv:1707.06347, eq. 7.
 */
public final class Ppo extends PolicyGradient {

    Ppo(SettingReader settings) {
        super(settings, Requirements.VERDICTS, RlTerm.clippedSurrogate(settings));
    }

    @Override
    public String name() {
        return "ppo";
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (ScoredRollout scored : rollouts) {
            int tokens = scored.getRollout().getAnswerTokens().size();
            float[] advantages = RolloutArrays.everywhere(RolloutArrays.verdict(scored), tokens);
            sequences.add(sampled(scored, advantages, new float[tokens]));
        }
        return new TrainingBatch(sequences);
    }
}
