package dev.errata.policy.training;

/**
 * One sequence to train on.
 *
 * @param prompt token ids that only condition, [P], not empty
 * @param answer token ids with a log-prob each, [T], not empty
 * @param channels the objective's inputs for each answer token, [C][T], in the order of {@link Formula#channels()}
 */
public record TrainingSequence(int[] prompt, int[] answer, float[][] channels) {}
