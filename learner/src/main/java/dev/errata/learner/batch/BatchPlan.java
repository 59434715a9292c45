package dev.errata.learner.batch;

import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Policies;

/**
 * The settings that all batches of a run share.
 *
 * @param topic name of the topic read, for the manifest
 * @param rollouts number of rollouts to train on; a whole group at the end may add a few
 * @param objective makes training sequences from rollouts
 * @param policies policies that the objective may ask for log-probs
 */
public record BatchPlan(String topic, int rollouts, LearningObjective objective, Policies policies) {}
