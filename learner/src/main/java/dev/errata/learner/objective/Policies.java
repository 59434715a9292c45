package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.List;

/** What an objective may ask of the policy under training, and of the frozen ones that it is held against. */
public interface Policies {

    /** A policy that is not trained. */
    enum Frozen {
        /** The run's start policy, version 0. */
        REFERENCE,
        /** The newest published version: the policy at the begin of the updates since. */
        PROXIMAL
    }

    /** Log-probs of the answers under a frozen policy, nats: one array a sequence, [T_i]. */
    List<float[]> logProbs(Frozen policy, List<TrainingSequence> sequences);

    /** The critic's values before the update: one array a sequence, entry t is V of prompt and answer tokens before t. */
    List<float[]> values(TrainingBatch batch);

    /** The tokens of a written solution, end-of-sequence included. */
    int[] tokens(String solution);

    /** Most tokens of prompt and answer together. */
    int maxPositions();
}
