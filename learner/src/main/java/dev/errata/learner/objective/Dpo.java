package dev.errata.learner.objective;

import dev.errata.learner.objective.Policies.Frozen;
import dev.errata.policy.training.Formula;
import dev.errata.policy.training.Metric;
import dev.errata.policy.training.Setting;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Direct preference optimization on pairs of a correct and a wrong answer to one question.
 *
 * <pre>
 *   h(y) = sum_t ( log pi_theta(y_t|q,y_&lt;t) - log pi_ref(y_t|q,y_&lt;t) )
 *   m    = beta_DPO ( h(y+) - h(y-) )                y+ correct, y- wrong
 *   L    = - sum log sigma(m) / #pairs
 * </pre>
 *
 * <p>pi_ref is the run's start policy, beta_DPO the setting {@code learner.dpo-beta}.
 *
 * <p>The k-th distinct correct answer to a question is paired with its k-th distinct wrong one, so that each answer is
 * trained on once. Answers without a partner give nothing. Log-probs are in nats, [N] over the answer tokens of
 * the batch. The script sums over an answer by the number of its pair, so a pair stays in one micro-batch.
 *
 * <p>Metrics: {@code dpo/accuracy} is the share of pairs with m &gt; 0, {@code dpo/margin} the mean of m,
 * {@code dpo/chosen_reward} and {@code dpo/rejected_reward} the means of beta_DPO h(y+) and beta_DPO h(y-).
 *
 * <p>Source: Rafailov et al. 2023, arXiv:2305.18290, eq. 7.
 */
public final class Dpo implements LearningObjective {

    private static final Channels CHANNELS =
            new Channels(List.of(Channel.REFERENCE_LOG_PROB, Channel.PAIR, Channel.SIDE));

    private static final Metric MARGIN = Metric.sum("dpo/margin");
    private static final Metric CHOSEN_REWARD = Metric.sum("dpo/chosen_reward");

    private final Formula formula;

    Dpo(SettingReader settings) {
        formula = Formula.of(Formula.resources(Dpo.class, "dpo.py"))
                .withChannels(CHANNELS.names())
                .withSettings(List.of(
                        settings.setting("learner.dpo-beta", SettingRange.ABOVE_0),
                        Setting.ofBatch("pairs", batch -> batch.bundles().size())))
                .withMetrics(List.of(Metric.sum("dpo/accuracy"), MARGIN, CHOSEN_REWARD));
    }

    @Override
    public String name() {
        return "dpo";
    }

    @Override
    public Requirements requirements() {
        return Requirements.VERDICTS.ofGroups().with(Set.of(Frozen.REFERENCE));
    }

    @Override
    public Formula formula() {
        return formula;
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        List<int[]> pairs = new ArrayList<>();
        for (List<ScoredRollout> group : RolloutArrays.byQuestion(rollouts)) {
            List<ScoredRollout> better = distinct(group, true);
            List<ScoredRollout> worse = distinct(group, false);
            for (int k = 0; k < Math.min(better.size(), worse.size()); k++) {
                int pair = pairs.size();
                pairs.add(new int[] {sequences.size(), sequences.size() + 1});
                sequences.add(sequence(better.get(k), pair, 1));
                sequences.add(sequence(worse.get(k), pair, -1));
            }
        }
        return new TrainingBatch(sequences, pairs);
    }

    private static List<ScoredRollout> distinct(List<ScoredRollout> group, boolean correct) {
        return group.stream()
                .filter(scored -> scored.getCorrect() == correct)
                .filter(RolloutArrays::isDistinct)
                .toList();
    }

    private static TrainingSequence sequence(ScoredRollout scored, int pair, float side) {
        int[] answer = RolloutArrays.answer(scored);
        return CHANNELS.sequence(
                RolloutArrays.prompt(scored),
                answer,
                Map.of(
                        Channel.PAIR, RolloutArrays.everywhere(pair, answer.length),
                        Channel.SIDE, RolloutArrays.everywhere(side, answer.length)));
    }

    @Override
    public TrainingBatch complete(TrainingBatch batch, Policies policies) {
        List<float[]> reference = policies.logProbs(Frozen.REFERENCE, batch.sequences());
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            sequences.add(CHANNELS.with(batch.sequences().get(i), Channel.REFERENCE_LOG_PROB, reference.get(i)));
        }
        return batch.with(sequences);
    }

    @Override
    public Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        Map<String, Double> metrics = LearningObjective.super.metrics(returned, batch);
        double chosen = LearningObjective.value(returned, CHOSEN_REWARD.name());
        metrics.put("dpo/rejected_reward", chosen - LearningObjective.value(returned, MARGIN.name()));
        return metrics;
    }
}
