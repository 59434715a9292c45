package dev.errata.learner.objective;

import dev.errata.learner.advantage.GroupAdvantage;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Group-relative policy optimisation: the verdict on an answer against the verdicts on the others of its question.
 *
 * <pre>
 *   R_i   = 1 if y_i is correct, -1 if not
 *   A_i,t = (R_i - mean(R)) / std(R)                 or without the division: {@link GroupAdvantage}
 *   L_RL  = sum_i sum_t l_i,t / #{ i,t : A_i != 0 }  l_t as in {@link Rlmec}, with A_t for r_t
 *   L     = L_RL + beta L_KL
 * </pre>
 *
 * <p>A group in which all answers are right, or all wrong, contributes nothing to L_RL, neither to the sum nor to the count.
 * The mean is over the tokens of the whole batch, not first over those of each answer, so that long answers are not
 * favoured. Shapes and units as in {@link Rlmec}. Sources: Shao et al. 2024, arXiv:2402.03300, eq. 3; token mean and left
 * out groups: DAPO, arXiv:2503.14476, 3.2 and 3.3; without division: Dr. GRPO, arXiv:2503.20783.
 */
public final class Grpo extends PolicyGradient {

    private final GroupAdvantage advantage;

    /** GRPO with these numbers. */
    public Grpo(ObjectiveSettings chosen) {
        super(chosen, Requirements.VERDICTS.ofGroups());
        this.advantage = new GroupAdvantage(chosen.divideByStd());
    }

    @Override
    Set<String> ownSettings() {
        return ofTheSurrogate(SettingKeys.DIVIDE_BY_STD);
    }

    @Override
    public String name() {
        return "grpo";
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (List<ScoredRollout> group : Answers.byQuestion(rollouts)) {
            double[] advantages =
                    advantage.of(group.stream().mapToDouble(Answers::verdict).toArray());
            for (int i = 0; i < advantages.length; i++) {
                ScoredRollout scored = group.get(i);
                int tokens = scored.getRollout().getAnswerTokens().size();
                float[] everywhere = Answers.everywhere((float) advantages[i], tokens);
                sequences.add(sampled(scored, everywhere, new float[tokens]));
            }
        }
        return touched(sequences);
    }
}
