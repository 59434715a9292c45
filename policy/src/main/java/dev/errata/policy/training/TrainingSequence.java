package dev.errata.policy.training;

/**
 * One sequence to train on.
 *
 * @param prompt token ids that only condition, [P], not empty
 * @param answer token ids with a log-prob each, [T], not empty
 * @param channels what the objective needs to know of each answer token, [C][T], in the order of
 *     {@link Formula#channels()}
 */
public record TrainingSequence(int[] prompt, int[] answer, float[][] channels) {}
