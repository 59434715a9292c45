package dev.errata.learner.objective;

import dev.errata.learner.objective.Policies.Frozen;
import dev.errata.policy.training.ScriptText;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the objectives with an RL term have in common: the terms besides, the channels, the settings and the metrics.
 *
 * <pre>
 *   L    = w_RL L_RL + lambda L_im + beta L_KL
 *   L_im = - sum_j w_j log pi_theta(z_j|q,z_&lt;j) / #{ j : w_j != 0 }
 *   L_KL = sum_t kl_t / #{ t : y_t sampled }              d_t = log pi_ref(y_t|q,y_&lt;t) - log pi_theta(y_t|q,y_&lt;t), in [-20, 20]
 *
 *   k1:  kl_t = -d_t                  with the gradient of k2
 *   k2:  kl_t = d_t^2 / 2
 *   k3:  kl_t = exp(d_t) - d_t - 1
 * </pre>
 *
 * <p>L_RL is the objective's own. All of log pi, r, w, d have shape [N], N the answer tokens of the batch; log-probs are in
 * nats, sums over the whole batch. k1's own gradient is that of log pi_theta, which is 0 in the mean: so it is put in the
 * reward, as is usual, and the gradient of -log pi_theta stop(d) is that of k2. k3's gradient is not that of the KL
 * divergence (field.md 7.8). Sources: RLMEC, arXiv:2401.06081 (L_im); Schulman, "Approximating KL divergence", 2020 (k1 to
 * k3); GRPO, arXiv:2402.03300 (L_KL with k3 beside L_RL).
 */
abstract sealed class PolicyGradient implements LearningObjective permits Rlmec, RlmecOfficial, Ppo, PpoA2c, Grpo {

    private static final int BEHAVIOR_ROW = 0;
    private static final int REWARD_ROW = 1;
    private static final Set<Channel> TERMS = Set.of(Channel.REWARD, Channel.IMITATION_WEIGHT, Channel.SAMPLED);

    private final ObjectiveSettings chosen;
    private final Channels channels;
    private final Requirements requirements;

    /**
     * An objective with its channels.
     *
     * @param needed of the log, besides what the settings ask for
     * @param further channels besides those of rewards, correction and KL
     */
    PolicyGradient(ObjectiveSettings chosen, Requirements needed, Channel... further) {
        this.chosen = chosen;
        List<Channel> rows = new ArrayList<>(List.of(Channel.BEHAVIOR_LOG_PROB, Channel.REWARD));
        rows.addAll(List.of(further));
        Set<Frozen> frozen = EnumSet.noneOf(Frozen.class);
        if (chosen.correction().decoupled()) {
            rows.add(Channel.PROXIMAL_LOG_PROB);
            frozen.add(Frozen.PROXIMAL);
        }
        if (chosen.kl().on()) {
            rows.add(Channel.REFERENCE_LOG_PROB);
            rows.add(Channel.SAMPLED);
            frozen.add(Frozen.REFERENCE);
        }
        channels = new Channels(List.copyOf(rows));
        requirements = needed.with(frozen);
        if (channels.row(Channel.BEHAVIOR_LOG_PROB) != BEHAVIOR_ROW || channels.row(Channel.REWARD) != REWARD_ROW) {
            throw new IllegalStateException("The scripts expect behavior log-probs and rewards first.");
        }
    }

    /** The numbers this objective was made with. */
    final ObjectiveSettings chosen() {
        return chosen;
    }

    /** Its channels. */
    final Channels channels() {
        return channels;
    }

    @Override
    public final Requirements requirements() {
        return requirements;
    }

    /** The settings of L_RL, and of what an objective has besides the KL term. */
    abstract Set<String> ownSettings();

    @Override
    public final Set<String> settingsUsed() {
        Set<String> used = new HashSet<>(ownSettings());
        used.addAll(Set.of(SettingKeys.CLIP_LOW, SettingKeys.CLIP_HIGH, SettingKeys.KL_WEIGHT));
        if (chosen.kl().on()) {
            used.add(SettingKeys.KL_ESTIMATOR);
        }
        return used;
    }

    /** The settings of the clipped surrogate besides its clip range, and some more. */
    final Set<String> ofTheSurrogate(String... more) {
        Set<String> used = new HashSet<>(Set.of(more));
        used.addAll(Set.of(SettingKeys.DUAL_CLIP, SettingKeys.PROXIMAL_POLICY));
        if (chosen.correction().decoupled()) {
            used.add(SettingKeys.IMPORTANCE_CAP);
        }
        return used;
    }

    @Override
    public final List<String> channelNames() {
        return channels.names();
    }

    /** The formula of L_RL: a resource of this package. */
    String formula() {
        return "clipped-surrogate.py";
    }

    @Override
    public String script() {
        return resource("terms.py") + "\n" + resource(formula());
    }

    /** A script of this package. */
    static String resource(String name) {
        return ScriptText.read(PolicyGradient.class, name);
    }

    /** An answer that was sampled, with its rewards and, where it is its own target, imitation weights. */
    final TrainingSequence sampled(ScoredRollout scored, float[] rewards, float[] weights) {
        int[] answer = Answers.tokens(scored);
        Map<Channel, float[]> numbers = new EnumMap<>(Channel.class);
        numbers.put(Channel.BEHAVIOR_LOG_PROB, Answers.behavior(scored));
        numbers.put(Channel.REWARD, rewards);
        numbers.put(Channel.IMITATION_WEIGHT, weights);
        numbers.put(Channel.SAMPLED, Answers.everywhere(1, answer.length));
        return channels.sequence(Answers.prompt(scored), answer, numbers);
    }

    /**
     * Sequences without what no term looks at: the tokens behind the last one with a reward, an imitation weight or a KL
     * term, as nothing before them depends on them, and whole sequences that have none.
     */
    final TrainingBatch touched(List<TrainingSequence> sequences) {
        List<TrainingSequence> touched = new ArrayList<>();
        for (TrainingSequence sequence : sequences) {
            int reach = channels.reach(sequence, TERMS);
            if (reach > 0) {
                touched.add(reach == sequence.answer().length ? sequence : Channels.head(sequence, reach));
            }
        }
        return new TrainingBatch(touched);
    }

    /** Fills in what frozen policies say of the answers that were sampled. */
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
                        channels.touches(sequence, Channel.REWARD) || channels.touches(sequence, Channel.SAMPLED))
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

    /** In the order in which {@code terms.py} names them. */
    @Override
    public float[] settings(TrainingBatch batch) {
        return new float[] {
            (float) chosen.clipping().low(),
            (float) chosen.clipping().high(),
            (float) chosen.clipping().dual(),
            (float) chosen.rlWeight(),
            (float) chosen.imitationWeight(),
            Math.max(1, channels.members(batch, Channel.REWARD)),
            Math.max(1, channels.members(batch, Channel.IMITATION_WEIGHT)),
            channels.row(Channel.IMITATION_WEIGHT),
            channels.row(Channel.PROXIMAL_LOG_PROB),
            (float) chosen.correction().importanceCap(),
            (float) chosen.kl().weight(),
            1 + chosen.kl().estimator().ordinal(),
            channels.row(Channel.REFERENCE_LOG_PROB),
            channels.row(Channel.SAMPLED),
            Math.max(1, channels.members(batch, Channel.SAMPLED)),
        };
    }

    @Override
    public List<String> metricNames() {
        return RatioMetrics.SCRIPT_NAMES;
    }

    @Override
    public final Set<String> maxima() {
        return RatioMetrics.MAXIMA;
    }

    @Override
    public Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        return new RatioMetrics(
                        channels.has(Channel.IMITATION_WEIGHT),
                        chosen.correction().decoupled(),
                        chosen.kl().on())
                .of(returned, channels.members(batch, Channel.REWARD));
    }
}
