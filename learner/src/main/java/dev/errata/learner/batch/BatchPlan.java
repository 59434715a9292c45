package dev.errata.learner.batch;

import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Policies;

/**
 * What every batch is made for.
 *
 * @param topic name of the topic read, for the manifest
 * @param rollouts rollouts to train on; a whole group at the end may bring a few more
 * @param objective says what rollouts give to learn from
 * @param policies whom it may ask
 */
public record BatchPlan(String topic, int rollouts, LearningObjective objective, Policies policies) {}
