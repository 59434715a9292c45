package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.List;

/** Log-probs and limits of the policy under training and of the frozen policies, as objectives request them. */
public interface Policies {

    /** A policy that is not trained. */
    enum Frozen {
        /** The run's start policy, version 0. */
        REFERENCE,
        /** The newest published version: the policy before the updates since then. */
        PROXIMAL
    }

    /** Log-probs of the answers under a frozen policy, nats: one array for each sequence, [T_i]. */
    List<float[]> logProbs(Frozen policy, List<TrainingSequence> sequences);

    /**
     * The critic's values before the update, dimensionless: one array for each sequence, [T_i]. Entry t is V of the
     * prompt and the answer tokens before t.
     */
    List<float[]> values(TrainingBatch batch);

    /** Token ids of a written solution, end-of-sequence included. */
    int[] tokens(String solution);

    /** Most tokens of prompt and answer together. */
    int maxPositions();
}
