package dev.errata.learner.config;

import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.ObjectiveSettings.Clipping;
import dev.errata.learner.objective.ObjectiveSettings.Correction;
import dev.errata.learner.objective.ObjectiveSettings.Critic;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.ObjectiveSettings.KlPenalty;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
import dev.errata.policy.training.OptimizerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How the learner learns, and where it keeps what it has learnt. */
@ConfigMapping(prefix = "learner")
public interface LearnerConfig {

    /** Folder of the policy that the run begins from, in one file or in shards: version 0. */
    Path startPolicy();

    /** Folder for the weights of every version, of this run and no other; actors and evaluators read it. */
    @WithDefault("data/weights")
    Path weightsDir();

    /** Folder for checkpoints, of this run and no other; the learner's alone. */
    @WithDefault("data/checkpoints")
    Path checkpointDir();

    /** Newest versions whose weights are kept; version 0 is kept besides. */
    @WithDefault("12")
    int keepWeights();

    /** Newest checkpoints kept, at least 1. */
    @WithDefault("3")
    int keepCheckpoints();

    /** Rollouts of one update. */
    @WithDefault("64")
    int batchRollouts();

    /** Most versions that any token trained on may lag. */
    @WithDefault("4")
    long maxStaleness();

    /** Updates from one version to the next. */
    @WithDefault("4")
    int publishEvery();

    /**
     * What an update minimises: {@code rlmec}, {@code rlmec-official}, {@code sft}, {@code sft-on-rewrites}, {@code rft},
     * {@code dpo}, {@code ppo}, {@code ppo-a2c} or {@code grpo}. The scorer must be set to the rewards that it learns from.
     */
    @WithDefault("rlmec")
    String objective();

    /** Weight of the RL term of rlmec and rlmec-official; 0 is imitation alone. */
    @WithDefault("1.0")
    double rlWeight();

    /** lambda: weight of their imitation term; 0 is the RL term alone. */
    @WithDefault("1.0")
    double imitationWeight();

    /** The importance ratio is clipped at 1 minus this. */
    @WithDefault("0.3")
    double clipLow();

    /** The importance ratio is clipped at 1 plus this. */
    @WithDefault("0.3")
    double clipHigh();

    /** Bound of the loss of a negatively rewarded token, in multiples of its reward; above 1, and 0 is none. */
    @WithDefault("0")
    double dualClip();

    /**
     * The policy that the clip range is centred on: {@code behavior} (that which sampled, by the recorded log-probs), or
     * {@code published} (decoupled: the newest published version, by log-probs computed anew, which costs a forward pass
     * and a second policy in memory).
     */
    @WithDefault("behavior")
    ProximalPolicy proximalPolicy();

    /** Largest weight published / behavior of a token, with {@code published}; 0 does not truncate. */
    @WithDefault("2.0")
    double importanceCap();

    /** Coefficient of the KL divergence to the start policy, which is then kept in memory besides; 0 is off. */
    @WithDefault("0")
    double klWeight();

    /** How that is estimated: {@code k1}, {@code k2} or {@code k3}. */
    @WithDefault("k2")
    KlEstimator klEstimator();

    /** Discount of ppo-a2c's rewards and values, per token. */
    @WithDefault("1.0")
    double discount();

    /** lambda of ppo-a2c's generalised advantage estimation. */
    @WithDefault("0.95")
    double gaeLambda();

    /** Coefficient of ppo-a2c's value loss. */
    @WithDefault("0.1")
    double valueWeight();

    /** beta of dpo. */
    @WithDefault("0.1")
    double dpoBeta();

    /** Whether grpo divides by the standard deviation of a group's rewards; without, it is Dr. GRPO. */
    @WithDefault("true")
    boolean divideByStd();

    /** Peak of AdamW's learning rate. */
    @WithDefault("5e-4")
    double learningRate();

    /** Updates of linear warm-up. */
    @WithDefault("20")
    long warmupUpdates();

    /** Update at which the cosine has come down to a tenth of the peak; the rate stays there. */
    @WithDefault("2000")
    long totalUpdates();

    /** AdamW's decay of the first moment; 0 or more and below 1. */
    @WithDefault("0.9")
    double beta1();

    /** AdamW's decay of the second moment; 0 or more and below 1. */
    @WithDefault("0.98")
    double beta2();

    /** AdamW's decoupled weight decay; 0 or more. */
    @WithDefault("0")
    double weightDecay();

    /** Largest global norm of the gradient; 0 does not clip. */
    @WithDefault("1")
    double maxGradNorm();

    /** Whether activations are computed again on the way back: a third more work for a fraction of the memory. */
    @WithDefault("false")
    boolean recomputeActivations();

    /**
     * The optimizer's numbers in one.
     *
     * @throws IllegalArgumentException if no step can be taken with them
     */
    default OptimizerSettings optimizerSettings() {
        try {
            return new OptimizerSettings(
                    beta1(), beta2(), OptimizerSettings.defaults().epsilon(), weightDecay(), maxGradNorm());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "learner.beta1 " + beta1() + ", learner.beta2 " + beta2() + ", learner.weight-decay "
                            + weightDecay() + " and learner.max-grad-norm " + maxGradNorm() + " make no optimizer: "
                            + refused.getMessage(),
                    refused);
        }
    }

    /** The objective's numbers in one. */
    default ObjectiveSettings objectiveSettings() {
        return new ObjectiveSettings(
                rlWeight(),
                imitationWeight(),
                new Clipping(clipLow(), clipHigh(), dualClip()),
                new Correction(proximalPolicy(), importanceCap()),
                new KlPenalty(klWeight(), klEstimator()),
                new Critic(discount(), gaeLambda(), valueWeight()),
                dpoBeta(),
                divideByStd());
    }
}
