package dev.errata.learner.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How the learner learns, and where it keeps what it has learnt. */
@ConfigMapping(prefix = "learner")
public interface LearnerConfig {

    /** Folder of the policy that the run begins from: version 0. */
    Path startPolicy();

    /** Folder for the weights of every version; actors and evaluators read it. */
    @WithDefault("data/weights")
    Path weightsDir();

    /** Folder for checkpoints; the learner's alone. */
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

    /** What an update minimises: {@code ppo} or {@code rlmec-official}. */
    @WithDefault("ppo")
    String objective();

    /** The importance ratio is clipped at 1 minus this. */
    @WithDefault("0.3")
    double clipLow();

    /** The importance ratio is clipped at 1 plus this. */
    @WithDefault("0.3")
    double clipHigh();

    /** Bound of the loss of a negatively rewarded token, in multiples of its reward; above 1, and 0 is none. */
    @WithDefault("0")
    double dualClip();

    /** lambda: weight of the imitation term against the RL term. */
    @WithDefault("1.0")
    double imitationWeight();

    /** Peak of AdamW's learning rate. */
    @WithDefault("5e-4")
    double learningRate();

    /** Updates of linear warm-up. */
    @WithDefault("20")
    long warmupUpdates();

    /** Update at which the cosine has come down to a tenth of the peak; the rate stays there. */
    @WithDefault("2000")
    long totalUpdates();

    /** AdamW's decay of the first moment. */
    @WithDefault("0.9")
    double beta1();

    /** AdamW's decay of the second moment. */
    @WithDefault("0.98")
    double beta2();

    /** AdamW's decoupled weight decay. */
    @WithDefault("0")
    double weightDecay();

    /** Largest global norm of the gradient; 0 does not clip. */
    @WithDefault("1")
    double maxGradNorm();

    /** Whether activations are computed again on the way back: a third more work for a fraction of the memory. */
    @WithDefault("false")
    boolean recomputeActivations();
}
