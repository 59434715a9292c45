package dev.errata.learner.objective;

import dev.errata.learner.advantage.GroupAdvantage;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;

/**
 * Group-relative policy optimization: the verdict on an answer relative to the verdicts on the other answers to its
 * question.
 *
 * <pre>
 *   R_i   = 1 if y_i is correct, -1 if not; 2 s_i - 1 where a verifier gave the score s_i, 0 to 1
 *   A_i,t = (R_i - mean(R)) / std(R)                 or without the division: {@link GroupAdvantage}
 *   L_RL  = sum_i sum_t l_i,t / #{ i,t : A_i != 0 }  l_t as in {@link Rlmec}, with A_i,t for r_t
 *   L     = L_RL + beta_KL L_KL
 * </pre>
 *
 * <p>A group in which all answers are right, or all wrong, or all have one score, contributes nothing to L_RL, neither
 * to the sum nor to the count. Departure from the paper: the mean is over the tokens of the whole batch, not first over
 * those of each answer, so that the tokens of long answers count as much as others. Shapes and units as in {@link
 * Rlmec}.
 *
 * <p>Sources: Shao et al. 2024, arXiv:2402.03300, eq. 3; token mean and omitted groups: DAPO, arXiv:2503.14476,
 * sections 3.2 and 3.3; without division: Dr. GRPO, arXiv:2503.20783.
 */
public final class Grpo extends PolicyGradient {

    private final GroupAdvantage advantage;

    Grpo(SettingReader settings) {
        super(settings, Requirements.VERDICTS.ofGroups(), RlTerm.clippedSurrogate(settings));
        this.advantage = new GroupAdvantage(settings.flag("learner.divide-by-std"));
    }

    @Override
    public String name() {
        return "grpo";
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (List<ScoredRollout> group : RolloutArrays.byQuestion(rollouts)) {
            double[] advantages = advantage.of(
                    group.stream().mapToDouble(RolloutArrays::verdict).toArray());
            for (int i = 0; i < advantages.length; i++) {
                ScoredRollout scored = group.get(i);
                int tokens = scored.getRollout().getAnswerTokens().size();
                float[] everywhere = RolloutArrays.everywhere((float) advantages[i], tokens);
                sequences.add(sampled(scored, everywhere, new float[tokens]));
            }
        }
        return trimmed(sequences);
    }
}
