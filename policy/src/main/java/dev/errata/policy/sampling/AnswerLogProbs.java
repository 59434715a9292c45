package dev.errata.policy.sampling;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import java.util.List;

/** Teacher-forced log-probs of given answers. The head is applied at answer positions only. */
public final class AnswerLogProbs {

    /** Most numbers in the widest activation of a layer: 64 MiB of fp32. */
    private static final long ACTIVATIONS = 1L << 24;

    private final Inference inference;
    private final PromptSharing sharing;
    private final long tokens;

    /** Log-probs under the network's current weights at each call. */
    public AnswerLogProbs(Inference inference) {
        this.inference = inference;
        ModelConfig config = inference.config();
        sharing = inference.sharing();
        tokens = Math.max(1, ACTIVATIONS / (2L * config.feedForward()));
    }

    /** Log-prob of each answer token, nats, one array a sequence, [T_i]. */
    public List<float[]> of(List<int[]> prompts, List<int[]> answers, double temperature) {
        float[][] result = new float[prompts.size()][];
        List<int[]> groups = sharing.groups(prompts, answers);
        for (int[] chunk : TokenSequences.chunks(groups.size(), i -> length(groups.get(i), prompts, answers), tokens)) {
            List<int[]> part = Arrays.stream(chunk).mapToObj(groups::get).toList();
            AnswerLayout layout = AnswerLayout.of(prompts, answers, part);
            float[] logProbs = inference.logProbs(layout.sequences(), layout.predicted(), temperature);
            int begin = 0;
            for (int i : layout.order()) {
                int end = begin + answers.get(i).length;
                result[i] = Arrays.copyOfRange(logProbs, begin, end);
                begin = end;
            }
        }
        return Arrays.asList(result);
    }

    private static int length(int[] group, List<int[]> prompts, List<int[]> answers) {
        return prompts.get(group[0]).length
                + Arrays.stream(group).map(i -> answers.get(i).length).sum();
    }
}
