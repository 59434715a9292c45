package dev.errata.learner.objective;

import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;

/**
 * The objectives as plain loops over {@code double[]}: value, and gradient with respect to the log-prob of every token.
 *
 * <p>Every answer token of a batch is one entry, in order of the sequences; channels that a batch lacks are 0.
 */
public final class ObjectiveOracle {

    /** Value, terms and gradient of an objective on one batch. */
    public record Outcome(double loss, double policyLoss, double imitationLoss, double klLoss, double[] gradient) {}

    private final ObjectiveSettings settings;
    private final boolean decoupled;
    private final KlEstimator estimator;
    private final Channels channels;
    private final TrainingBatch batch;
    private final double[] logp;

    public ObjectiveOracle(ObjectiveSettings settings, Channels channels, TrainingBatch batch, double[] logp) {
        this.settings = settings;
        this.decoupled = settings.value(ProximalPolicy.class, "learner.proximal-policy") == ProximalPolicy.PUBLISHED;
        this.estimator = settings.value(KlEstimator.class, "learner.kl-estimator");
        this.channels = channels;
        this.batch = batch;
        this.logp = logp;
    }

    /** rlmec, ppo, grpo, and ppo-a2c without its value loss. */
    public Outcome clippedSurrogate() {
        double[] behavior = row(Channel.BEHAVIOR_LOG_PROB);
        double[] reward = row(Channel.REWARD);
        double[] proximal = decoupled ? row(Channel.PROXIMAL_LOG_PROB) : behavior;
        int members = members(reward);
        double policyLoss = 0;
        double[] gradient = new double[logp.length];
        for (int t = 0; t < logp.length; t++) {
            double advantage = reward[t];
            if (decoupled) {
                double weight = ratio(proximal[t] - behavior[t]);
                double cap = settings.number("learner.importance-cap");
                advantage *= cap > 0 ? Math.min(weight, cap) : weight;
            }
            double difference = logp[t] - proximal[t];
            double ratio = ratio(difference);
            double plain = -advantage * ratio;
            double clipped = -advantage * clip(ratio);
            double loss = Math.max(plain, clipped);
            boolean follows = plain >= clipped && Math.abs(difference) <= 20;
            double bound = -advantage * settings.number("learner.dual-clip");
            if (settings.number("learner.dual-clip") > 0 && advantage < 0 && loss > bound) {
                loss = bound;
                follows = false;
            }
            policyLoss += loss / members;
            gradient[t] += settings.number("learner.rl-weight") * (follows ? plain / members : 0);
        }
        return withOtherTerms(policyLoss, gradient);
    }

    public Outcome rlmecOfficial() {
        double[] behavior = row(Channel.BEHAVIOR_LOG_PROB);
        double[] reward = row(Channel.REWARD);
        int members = members(reward);
        double policyLoss = 0;
        double[] gradient = new double[logp.length];
        for (int t = 0; t < logp.length; t++) {
            double ratio = ratio(logp[t] - behavior[t]);
            double coefficient = Math.min(ratio * reward[t], clip(ratio) * reward[t]);
            policyLoss -= coefficient * logp[t] / members;
            gradient[t] -= settings.number("learner.rl-weight") * coefficient / members;
        }
        return withOtherTerms(policyLoss, gradient);
    }

    /** L = - sum over pairs of log sigma( beta sum_t side_t (log pi - log ref) ) / pairs. */
    public Outcome dpo() {
        double[] reference = row(Channel.REFERENCE_LOG_PROB);
        double[] pair = row(Channel.PAIR);
        double[] side = row(Channel.SIDE);
        int pairs = batch.bundles().size();
        double loss = 0;
        double[] gradient = new double[logp.length];
        for (int p = 0; p < pairs; p++) {
            double margin = 0;
            for (int t = 0; t < logp.length; t++) {
                margin += pair[t] == p ? settings.number("learner.dpo-beta") * side[t] * (logp[t] - reference[t]) : 0;
            }
            double sigma = 1 / (1 + Math.exp(-margin));
            loss -= Math.log(sigma) / pairs;
            for (int t = 0; t < logp.length; t++) {
                gradient[t] -= pair[t] == p ? (1 - sigma) * settings.number("learner.dpo-beta") * side[t] / pairs : 0;
            }
        }
        return new Outcome(loss, loss, 0, 0, gradient);
    }

    private Outcome withOtherTerms(double policyLoss, double[] gradient) {
        double[] weight = row(Channel.TARGET_WEIGHT);
        double[] sampled = row(Channel.SAMPLED);
        double[] reference = row(Channel.REFERENCE_LOG_PROB);
        double imitationLoss = 0;
        double klLoss = 0;
        for (int t = 0; t < logp.length; t++) {
            imitationLoss -= weight[t] * logp[t] / members(weight);
            gradient[t] -= settings.number("learner.imitation-weight") * weight[t] / members(weight);
            double difference = reference[t] - logp[t];
            double d = Math.max(-20, Math.min(20, difference));
            double derivative = Math.abs(difference) <= 20 ? klDerivative(d) : 0;
            klLoss += sampled[t] * kl(d) / members(sampled);
            gradient[t] += settings.number("learner.kl-weight") * sampled[t] * derivative / members(sampled);
        }
        double loss = settings.number("learner.rl-weight") * policyLoss
                + settings.number("learner.imitation-weight") * imitationLoss
                + settings.number("learner.kl-weight") * klLoss;
        return new Outcome(loss, policyLoss, imitationLoss, klLoss, gradient);
    }

    private double kl(double d) {
        return switch (estimator) {
            case K1 -> -d;
            case K2 -> d * d / 2;
            case K3 -> Math.exp(d) - d - 1;
        };
    }

    /** With respect to log pi, where dd / d log pi = -1. */
    private double klDerivative(double d) {
        return switch (estimator) {
            case K1, K2 -> -d;
            case K3 -> 1 - Math.exp(d);
        };
    }

    private double clip(double ratio) {
        return Math.max(
                1 - settings.number("learner.clip-low"), Math.min(1 + settings.number("learner.clip-high"), ratio));
    }

    private static double ratio(double difference) {
        return Math.exp(Math.max(-20, Math.min(20, difference)));
    }

    private double[] row(Channel channel) {
        double[] row = new double[batch.answerTokens()];
        int begin = 0;
        for (TrainingSequence sequence : batch.sequences()) {
            for (int t = 0; channels.has(channel) && t < sequence.answer().length; t++) {
                row[begin + t] = channels.of(sequence, channel)[t];
            }
            begin += sequence.answer().length;
        }
        return row;
    }

    private static int members(double[] numbers) {
        int members = 0;
        for (double number : numbers) {
            members += number != 0 ? 1 : 0;
        }
        return Math.max(1, members);
    }
}
