package dev.errata.policy.sampling;

import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.AnswerBatch;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.TokenSequences;
import java.util.Arrays;
import java.util.List;

/** Teacher-forced log-probs of given answers; the head is applied at answer positions only. */
public final class AnswerLogProbs {

    /** Most numbers in one layer's widest activation: 64 MiB of fp32. */
    private static final long ACTIVATIONS = 1L << 24;

    private final Decoder decoder;
    private final PromptSharing sharing;

    /** Log-probs under a decoder's weights as they are at each call. */
    public AnswerLogProbs(Decoder decoder) {
        this.decoder = decoder;
        sharing = new PromptSharing(decoder.config());
    }

    /** Log-prob of each answer token, nats, one array a sequence, [T_i]. */
    public List<float[]> of(List<int[]> prompts, List<int[]> answers, double temperature) {
        float[][] result = new float[prompts.size()][];
        List<int[]> groups = sharing.groups(prompts, answers);
        long tokens = Math.max(1, ACTIVATIONS / (2L * decoder.config().feedForward()));
        for (int[] chunk : TokenSequences.chunks(groups.size(), i -> length(groups.get(i), prompts, answers), tokens)) {
            List<int[]> part = Arrays.stream(chunk).mapToObj(groups::get).toList();
            try (NDManager scope = decoder.scope()) {
                AnswerBatch batch = AnswerBatch.of(scope, prompts, answers, part);
                float[] logProbs = logProbs(scope, batch, temperature);
                int begin = 0;
                for (int i : batch.order()) {
                    int end = begin + answers.get(i).length;
                    result[i] = Arrays.copyOfRange(logProbs, begin, end);
                    begin = end;
                }
            }
        }
        return Arrays.asList(result);
    }

    private static int length(int[] group, List<int[]> prompts, List<int[]> answers) {
        return prompts.get(group[0]).length
                + Arrays.stream(group).map(i -> answers.get(i).length).sum();
    }

    private float[] logProbs(NDManager scope, AnswerBatch batch, double temperature) {
        return decoder.module()
                .evaluate(
                        scope,
                        "log_probs",
                        decoder.forInference(batch.packed().width()),
                        batch.packed(),
                        batch.index(),
                        batch.target(),
                        scope.create(temperature),
                        scope.create(decoder.logitRows()))
                .singletonOrThrow()
                .toFloatArray();
    }
}
