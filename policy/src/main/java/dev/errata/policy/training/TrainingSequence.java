package dev.errata.policy.training;

/**
 * One sequence to train on.
 *
 * @param prompt token ids of the condition, [P], not empty
 * @param answer token ids whose log-probs are trained, [T], not empty
 * @param channels the objective's input for each answer token, [C][T], in the order of
 *     {@link Objective#channelNames()}
 */
public record TrainingSequence(int[] prompt, int[] answer, float[][] channels) {}
