package dev.errata.learner.config;

import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
import dev.errata.policy.training.OptimizerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The learner's settings: objective, optimizer, batches, and the folders of weights and checkpoints. */
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

    /** Newest versions whose weights are kept; version 0 is always kept. */
    @WithDefault("12")
    int keepWeights();

    /** Newest checkpoints kept, at least 1. */
    @WithDefault("3")
    int keepCheckpoints();

    /** Rollouts of one update. */
    @WithDefault("64")
    int batchRollouts();

    /** Largest staleness of any trained token, in versions behind the newest one. */
    @WithDefault("4")
    long maxStaleness();

    /** Updates from one version to the next. */
    @WithDefault("4")
    int publishEvery();

    /**
     * The loss that an update minimizes: {@code rlmec}, {@code rlmec-official}, {@code sft}, {@code sft-on-rewrites},
     * {@code rft}, {@code dpo}, {@code ppo}, {@code ppo-a2c} or {@code grpo}. The scorer must be set to the rewards
     * that the objective learns from.
     */
    @WithDefault("rlmec")
    String objective();

    /** w_RL: weight of the RL term of rlmec and rlmec-official, 0 or more; 0 is imitation alone. */
    @OfObjective
    @WithDefault("1.0")
    double rlWeight();

    /** lambda: weight of the imitation term of rlmec and rlmec-official, 0 or more; 0 is the RL term alone. */
    @OfObjective
    @WithDefault("1.0")
    double imitationWeight();

    /** eps_low: the importance ratio is clipped at 1 minus this; between 0 and 1. */
    @OfObjective
    @WithDefault("0.3")
    double clipLow();

    /** eps_high: the importance ratio is clipped at 1 plus this; above 0. */
    @OfObjective
    @WithDefault("0.3")
    double clipHigh();

    /**
     * c: bound on the loss of a token with negative reward, in multiples of the reward's size; above 1, or 0 for none.
     */
    @OfObjective
    @WithDefault("0")
    double dualClip();

    /**
     * The policy that the clip range is centered on. {@code behavior}: the policy that sampled, by the recorded
     * log-probs. {@code published} (decoupled): the newest published version, whose log-probs are computed, which costs
     * a forward pass and a second policy in memory.
     */
    @OfObjective
    @WithDefault("behavior")
    ProximalPolicy proximalPolicy();

    /**
     * tau: largest weight pi_published / pi_behavior of a token, where {@code learner.proximal-policy} is
     * {@code published}; above 0, or 0 for none.
     */
    @OfObjective
    @WithDefault("2.0")
    double importanceCap();

    /**
     * beta_KL: coefficient of the KL divergence to the start policy, 0 or more; above 0, that policy is kept in memory
     * too.
     */
    @OfObjective
    @WithDefault("0")
    double klWeight();

    /** The estimator of the KL divergence to the start policy: {@code k1}, {@code k2} or {@code k3}. */
    @OfObjective
    @WithDefault("k2")
    KlEstimator klEstimator();

    /** gamma: discount of ppo-a2c's rewards and values, per token; above 0 and at most 1. */
    @OfObjective
    @WithDefault("1.0")
    double discount();

    /** lambda_GAE of ppo-a2c's generalized advantage estimation, from 0 to 1. */
    @OfObjective
    @WithDefault("0.95")
    double gaeLambda();

    /** c_V: coefficient of ppo-a2c's value loss; above 0. */
    @OfObjective
    @WithDefault("0.1")
    double valueWeight();

    /** beta_DPO of dpo; above 0. */
    @OfObjective
    @WithDefault("0.1")
    double dpoBeta();

    /** Whether grpo divides by the standard deviation of a group's rewards; without, it is Dr. GRPO. */
    @OfObjective
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
                            + weightDecay() + " and learner.max-grad-norm " + maxGradNorm()
                            + " are not valid optimizer settings: "
                            + refused.getMessage(),
                    refused);
        }
    }

    /** The settings marked as the objective's, by key. */
    default ObjectiveSettings objectiveSettings() {
        return DeclaredSettings.of(this);
    }
}
