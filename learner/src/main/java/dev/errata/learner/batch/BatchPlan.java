package dev.errata.learner.batch;

import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Policies;

/**
 * What all batches of a run have in common.
 *
 * @param topic name of the topic read, for the manifest
 * @param rollouts number of rollouts to train on; a whole group at the end may add a few
 * @param objective makes training sequences from rollouts
 * @param policies policies that the objective may ask for log-probs
 */
public record BatchPlan(String topic, int rollouts, LearningObjective objective, Policies policies) {}
