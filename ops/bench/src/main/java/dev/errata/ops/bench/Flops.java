package dev.errata.ops.bench;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.policy.weights.ModelConfig;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Floating-point operations that a workload needs, two for each multiply-accumulate of a matrix:
 *
 * <pre>
 *   M       = L ((H + 2 G) W D + H W D + 3 D F)          weights of the layers' matrices
 *   forward = 2 n M  +  2 p D V  +  4 a L H W
 *   update  = 3 forward                                  the backward pass multiplies every matrix twice
 * </pre>
 *
 * <p>with n tokens read, p positions whose next token is predicted (only these need the head), and a the sum over
 * tokens of the positions that each attends to, itself included; D hidden width, L layers, H heads, G key-value heads,
 * W head width, F width of the MLP, V vocabulary. The last token of a sequence is not read, since nothing follows it.
 * The count is a lower bound: no padding, a prompt shared by several answers is read once, nothing is recomputed.
 * Norms, softmax, rotary embedding and the optimizer are left out, as is customary (Kaplan et al. 2020,
 * arXiv:2001.08361, table 1).
 *
 * @param network shape of the network
 */
public record Flops(ModelConfig network) {

    private static final int UPDATE_FORWARDS = 3;

    /**
     * Operations to sample one completion for each prompt.
     *
     * @param prompts token ids, [R][P_i]; equal ones are counted once
     * @param completions the sampled completions, [R]
     */
    public double sampling(List<int[]> prompts, List<Completion> completions) {
        double flops = 0;
        Set<IntBuffer> read = new HashSet<>();
        for (int i = 0; i < prompts.size(); i++) {
            int[] prompt = prompts.get(i);
            int sampled = completions.get(i).tokens().length;
            if (read.add(IntBuffer.wrap(prompt))) {
                flops += forward(prompt.length, 0, 0);
            }
            flops += forward(sampled - 1, sampled, prompt.length);
        }
        return flops;
    }

    /** Operations for the log-probs of the answers of a batch. */
    public double forward(List<TrainingSequence> sequences) {
        return sequences.stream()
                .mapToDouble(sequence -> {
                    int predicted = sequence.answer().length;
                    return forward(sequence.prompt().length + predicted - 1, predicted, 0);
                })
                .sum();
    }

    /** Operations for one optimizer step on a batch. */
    public double update(List<TrainingSequence> sequences) {
        return UPDATE_FORWARDS * forward(sequences);
    }

    /** Operations to read tokens after {@code cached} others, predicting at {@code predicted} of them. */
    private double forward(int tokens, int predicted, int cached) {
        double attended = (double) tokens * cached + tokens * (tokens + 1.0) / 2;
        double queries = (double) network.heads() * network.headWidth();
        return 2.0 * tokens * layerWeights()
                + 2.0 * predicted * network.hidden() * network.vocabulary()
                + 4.0 * attended * network.layers() * queries;
    }

    private double layerWeights() {
        double queries = (double) network.heads() * network.headWidth();
        double keys = (double) network.keyValueHeads() * network.headWidth();
        double attention = (queries + 2 * keys) * network.hidden() + queries * network.hidden();
        return network.layers() * (attention + 3.0 * network.hidden() * network.feedForward());
    }
}
