package dev.errata.learner.objective;

import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.Policies.Frozen;
import dev.errata.policy.training.Formula;
import dev.errata.policy.training.Metric;
import dev.errata.policy.training.Setting;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The common part of the objectives with an RL term: the other terms, the channels, the settings and the metrics.
 *
 * <pre>
 *   L    = w_RL L_RL + lambda L_im + beta_KL L_KL
 *   L_im = - sum_j w_j log pi_theta(z_j|q,z_&lt;j) / #{ j : w_j != 0 }
 *   L_KL = sum_t kl_t / #{ t : y_t sampled }
 *   d_t  = log pi_ref(y_t|q,y_&lt;t) - log pi_theta(y_t|q,y_&lt;t), clamped to [-20, 20]
 *
 *   k1:  kl_t = -d_t                  with the gradient of k2
 *   k2:  kl_t = d_t^2 / 2
 *   k3:  kl_t = exp(d_t) - d_t - 1
 * </pre>
 *
 * <p>L_RL is the objective's own. q is the prompt, y the sampled answer, z the imitation target, w_j the weight of its
 * j-th token. log pi, r, w and d have shape [N], N the answer tokens of the batch; log-probs are in nats, sums and
 * counts are over the whole batch. The gradient of k1 itself has mean 0. k1 is therefore treated as part of the reward,
 * as is usual, which gives the gradient of k2. The gradient of k3 is not that of the KL divergence.
 *
 * <p>Settings: w_RL is {@code learner.rl-weight}, lambda {@code learner.imitation-weight}, beta_KL
 * {@code learner.kl-weight}.
 *
 * <p>Sources: RLMEC, arXiv:2401.06081 (L_im); Schulman, "Approximating KL divergence", 2020 (k1 to k3); GRPO,
 * arXiv:2402.03300, eq. 4 (L_KL with k3 beside L_RL); docs/method.md, Objectives.
 */
abstract sealed class PolicyGradient implements LearningObjective permits Rlmec, RlmecOfficial, Ppo, PpoA2c, Grpo {

    private static final Set<Channel> TERMS = Set.of(Channel.REWARD, Channel.TARGET_WEIGHT, Channel.SAMPLED);

    /** Channels that the scripts ask for by {@code is not None}. */
    private static final Set<Channel> OPTIONAL =
            EnumSet.of(Channel.TARGET_WEIGHT, Channel.PROXIMAL_LOG_PROB, Channel.REFERENCE_LOG_PROB, Channel.SAMPLED);

    private final Channels channels;
    private final Requirements requirements;
    private final TermWeights weights;
    private final Formula formula;

    /**
     * An objective with its channels.
     *
     * @param needed requirements on the log, in addition to those of the settings
     * @param rl the RL term
     * @param further channels in addition to those of rewards, correction and KL
     */
    PolicyGradient(SettingReader settings, Requirements needed, RlTerm rl, Channel... further) {
        boolean hasKl = settings.number("learner.kl-weight", SettingRange.AT_LEAST_0) > 0;
        List<Channel> rows = new ArrayList<>(List.of(Channel.BEHAVIOR_LOG_PROB, Channel.REWARD));
        rows.addAll(List.of(further));
        Set<Frozen> frozen = EnumSet.noneOf(Frozen.class);
        if (rl.decoupled()) {
            rows.add(Channel.PROXIMAL_LOG_PROB);
            frozen.add(Frozen.PROXIMAL);
        }
        if (hasKl) {
            rows.add(Channel.REFERENCE_LOG_PROB);
            rows.add(Channel.SAMPLED);
            frozen.add(Frozen.REFERENCE);
        }
        channels = new Channels(List.copyOf(rows));
        requirements = needed.with(frozen);
        weights = channels.has(Channel.TARGET_WEIGHT) ? TermWeights.of(settings) : TermWeights.RL_ALONE;
        formula = Formula.of(Formula.resources(PolicyGradient.class, rl.script(), "terms.py"))
                .withChannels(channels.names())
                .withSettings(OPTIONAL.stream()
                        .filter(channel -> !channels.has(channel))
                        .map(channel -> Setting.absent(channel.local()))
                        .toList())
                .withSettings(rl.settings())
                .withSettings(weights.settings())
                .withSettings(termSettings(settings))
                .withMetrics(termMetrics())
                .withMetrics(RatioMetrics.RETURNED)
                .withMetrics(rl.decoupled() ? List.of(RatioMetrics.CAPPED) : List.of());
    }

    private List<Setting> termSettings(SettingReader settings) {
        List<Setting> declared = new ArrayList<>(List.of(
                settings.setting("learner.clip-low", SettingRange.BETWEEN_0_AND_1),
                settings.setting("learner.clip-high", SettingRange.ABOVE_0),
                count("rewarded_tokens", Channel.REWARD)));
        if (channels.has(Channel.TARGET_WEIGHT)) {
            declared.add(count("imitated_tokens", Channel.TARGET_WEIGHT));
        }
        if (channels.has(Channel.SAMPLED)) {
            declared.add(settings.setting("learner.kl-weight", SettingRange.AT_LEAST_0));
            declared.add(settings.choiceSetting("learner.kl-estimator", KlEstimator.class));
            declared.add(count("sampled_tokens", Channel.SAMPLED));
        }
        return declared;
    }

    /** The denominator of a term: the tokens of the whole batch that belong to it, at least 1. */
    private Setting count(String name, Channel channel) {
        return Setting.ofBatch(name, batch -> Math.max(1, channels.members(batch, channel)));
    }

    private List<Metric> termMetrics() {
        List<Metric> declared = new ArrayList<>(List.of(Metric.sum("train/policy_loss")));
        if (channels.has(Channel.TARGET_WEIGHT)) {
            declared.add(Metric.sum("train/imitation_loss"));
        }
        if (channels.has(Channel.SAMPLED)) {
            declared.add(Metric.sum("train/kl_loss"));
        }
        return declared;
    }

    /** Its channels. */
    final Channels channels() {
        return channels;
    }

    /** The weights of its terms. */
    final TermWeights weights() {
        return weights;
    }

    @Override
    public final Requirements requirements() {
        return requirements;
    }

    @Override
    public Formula formula() {
        return formula;
    }

    /** An answer that was sampled, with its rewards and, where it is its own imitation target, target weights. */
    final TrainingSequence sampled(ScoredRollout scored, float[] rewards, float[] targetWeights) {
        int[] answer = RolloutArrays.answer(scored);
        Map<Channel, float[]> numbers = new EnumMap<>(Channel.class);
        numbers.put(Channel.BEHAVIOR_LOG_PROB, RolloutArrays.behavior(scored));
        numbers.put(Channel.REWARD, rewards);
        numbers.put(Channel.TARGET_WEIGHT, targetWeights);
        numbers.put(Channel.SAMPLED, RolloutArrays.everywhere(1, answer.length));
        return channels.sequence(RolloutArrays.prompt(scored), answer, numbers);
    }

    /**
     * Sequences without what no term reads: the tokens behind the last one with a reward, an imitation weight or a KL
     * term, as nothing before them depends on them, and whole sequences that have none.
     */
    final TrainingBatch trimmed(List<TrainingSequence> sequences) {
        List<TrainingSequence> trimmed = new ArrayList<>();
        for (TrainingSequence sequence : sequences) {
            int reach = channels.reach(sequence, TERMS);
            if (reach > 0) {
                trimmed.add(reach == sequence.answer().length ? sequence : Channels.head(sequence, reach));
            }
        }
        return new TrainingBatch(trimmed);
    }

    /** Fills in the log-probs that frozen policies give the sampled answers. */
    @Override
    public TrainingBatch complete(TrainingBatch batch, Policies policies) {
        TrainingBatch completed = batch;
        if (channels.has(Channel.PROXIMAL_LOG_PROB)) {
            completed = filled(completed, Channel.PROXIMAL_LOG_PROB, Frozen.PROXIMAL, policies);
        }
        if (channels.has(Channel.REFERENCE_LOG_PROB)) {
            completed = filled(completed, Channel.REFERENCE_LOG_PROB, Frozen.REFERENCE, policies);
        }
        return completed;
    }

    private TrainingBatch filled(TrainingBatch batch, Channel channel, Frozen policy, Policies policies) {
        List<TrainingSequence> sampled = batch.sequences().stream()
                .filter(sequence ->
                        channels.hasMembers(sequence, Channel.REWARD) || channels.hasMembers(sequence, Channel.SAMPLED))
                .toList();
        List<float[]> logProbs = policies.logProbs(policy, sampled);
        List<TrainingSequence> sequences = new ArrayList<>(batch.sequences());
        int next = 0;
        for (int i = 0; i < sequences.size() && next < sampled.size(); i++) {
            if (sequences.get(i) == sampled.get(next)) {
                sequences.set(i, channels.with(sequences.get(i), channel, logProbs.get(next)));
                next++;
            }
        }
        return batch.with(sequences);
    }

    /** The losses of the terms, and {@link RatioMetrics}. */
    @Override
    public Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        Map<String, Double> metrics = LearningObjective.super.metrics(returned, batch);
        metrics.putAll(RatioMetrics.of(returned, channels.members(batch, Channel.REWARD)));
        return metrics;
    }
}
