package dev.errata.ops.bench;

/**
 * The work of one repetition.
 *
 * @param tokens tokens sampled (stop tokens included), or tokens of the batch (prompts included)
 * @param flops floating-point operations it needed, see {@link Flops}
 * @param check a number that every engine must get from the same weights and workload: the loss, or the mean log-prob
 *     of the answer tokens, nats
 */
public record Work(long tokens, double flops, double check) {}
