package dev.errata.policy.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.AnswerBatch;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.PaddedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Teacher-forced log-probs of given answers; the head is applied at answer positions only. */
public final class AnswerLogProbs {

    /** Most logits of one call: 256 MiB of fp32. */
    private static final long LOGIT_BUDGET = 1L << 26;

    /** Most numbers in one layer's widest activation: 256 MiB of fp32. */
    private static final long ACTIVATION_BUDGET = 1L << 26;

    private final Decoder decoder;

    /** Log-probs under a decoder's weights as they are at each call. */
    public AnswerLogProbs(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Log-prob of each answer token, nats, one array a sequence, [T_i]. */
    public List<float[]> of(List<int[]> prompts, List<int[]> answers, double temperature) {
        float[][] result = new float[prompts.size()][];
        List<int[]> chunks =
                PaddedTokens.chunks(prompts.size(), i -> prompts.get(i).length + answers.get(i).length, tokenBudget());
        for (int[] chunk : chunks) {
            try (NDManager scope = decoder.scope()) {
                List<int[]> chunkPrompts = new ArrayList<>();
                List<int[]> chunkAnswers = new ArrayList<>();
                for (int i : chunk) {
                    chunkPrompts.add(prompts.get(i));
                    chunkAnswers.add(answers.get(i));
                }
                float[] logProbs = logProbs(scope, AnswerBatch.of(scope, chunkPrompts, chunkAnswers), temperature);
                int begin = 0;
                for (int i : chunk) {
                    int end = begin + answers.get(i).length;
                    result[i] = Arrays.copyOfRange(logProbs, begin, end);
                    begin = end;
                }
            }
        }
        return Arrays.asList(result);
    }

    private long tokenBudget() {
        long widest =
                3L * Math.max(decoder.config().feedForward(), decoder.config().hidden());
        return Math.max(1, Math.min(LOGIT_BUDGET / decoder.config().vocabulary(), ACTIVATION_BUDGET / widest));
    }

    private float[] logProbs(NDManager scope, AnswerBatch batch, double temperature) {
        List<NDArray> rotary = decoder.rotary(batch.width());
        NDList result = decoder.module()
                .evaluate(
                        scope,
                        "log_probs",
                        decoder.weights(),
                        rotary.get(0),
                        rotary.get(1),
                        batch.ids(),
                        batch.index(),
                        batch.target(),
                        scope.create(temperature));
        return result.singletonOrThrow().toFloatArray();
    }
}
