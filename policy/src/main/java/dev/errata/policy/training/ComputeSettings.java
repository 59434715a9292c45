package dev.errata.policy.training;

import dev.errata.policy.weights.ModelConfig;

/**
 * Settings that trade memory for time in an optimizer step. Only the rounding of the gradient depends on it.
 *
 * @param tokenBudget most tokens of a micro-batch
 * @param logitRows rows of logits held at a time, [logitRows, V]; if there are more answer tokens, logits are computed
 *     twice
 * @param recomputeActivations whether each layer keeps only its input and is computed again in the backward pass
 *     (arXiv:1604.06174): a third more work for a fraction of the memory
 * @param bf16 whether to compute in bf16, with weights, gradients and moments in fp32
 */
public record ComputeSettings(long tokenBudget, long logitRows, boolean recomputeActivations, boolean bf16) {

    /** Most numbers in the activations of a micro-batch: 512 MiB of fp32. */
    private static final long ACTIVATIONS = 1L << 27;

    /** Most logits held at a time: 64 MiB of fp32. */
    private static final long LOGITS = 1L << 24;

    private static final long MIN_TOKENS = 256;

    /**
     * Settings whose activations and logits fit a budget of memory.
     *
     * @param maxTokens most tokens of a micro-batch that its backend computes well
     * @param bf16 whether to compute in bf16
     */
    public static ComputeSettings fitting(ModelConfig config, long maxTokens, boolean bf16) {
        long token = (long) config.layers() * (16L * config.hidden() + 5L * config.feedForward());
        long tokens = Math.max(MIN_TOKENS, Math.min(maxTokens, ACTIVATIONS / token));
        long logitRows = Math.max(1, LOGITS / config.vocabulary());
        return new ComputeSettings(tokens, Math.min(tokens, logitRows), false, bf16);
    }

    /** These settings, with activations recomputed or not. */
    public ComputeSettings recomputing(boolean recompute) {
        return new ComputeSettings(tokenBudget, logitRows, recompute, bf16);
    }

    /** These settings, with micro-batches of another size. */
    public ComputeSettings withTokenBudget(long tokens) {
        return new ComputeSettings(tokens, logitRows, recomputeActivations, bf16);
    }
}
