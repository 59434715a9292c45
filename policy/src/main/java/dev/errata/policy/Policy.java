package dev.errata.policy;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.weights.ModelConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * A causal language model in memory: sampling, log-probs, and its folder on disk. Not thread-safe: one thread at a time.
 *
 * <p>A frozen generative reward model is one too.
 */
public final class Policy implements AutoCloseable {

    private Policy() {}

    /**
     * Loads a Hugging Face style folder (config.json, model.safetensors, tokenizer.json).
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @throws dev.errata.policy.weights.UnusableCheckpointException if the folder is missing, malformed or of a kind not
     *     supported; the message is one sentence that says what to do
     */
    public static Policy load(Path folder, String device) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * A new policy with random weights: matrices from N(0, 1/sqrt(fan in)), halved for the projections back to the
     * residual stream, embedding from N(0, 0.05), norms 1, biases 0; drawn from the seed alone.
     *
     * @param tokenizerFolder folder with tokenizer.json, tokenizer_config.json, generation_config.json and errata.json
     */
    public static Policy initialize(ModelConfig config, Path tokenizerFolder, long seed, String device) {
        throw new UnsupportedOperationException("stub");
    }

    /** The shape of the network. */
    public ModelConfig config() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * The prompt for a question, beginning-of-sequence token first where the tokenizer has one. The folder's errata.json
     * gives the template, {@code {"prompt_template": "{question}?"}}; without it the question stands alone.
     *
     * @return token ids, [P]
     */
    public int[] prompt(String question) {
        throw new UnsupportedOperationException("stub");
    }

    /** The tokenizer of this policy's folder. */
    public Tokenizer tokenizer() {
        throw new UnsupportedOperationException("stub");
    }

    /** Most positions (prompt and answer together) that this policy can read. */
    public int maxPositions() {
        throw new UnsupportedOperationException("stub");
    }

    /** Replaces the weights in memory with those of a folder of the same shape; the KV cache of no call survives it. */
    public void replaceWeights(Path folder) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Samples one completion per request, all in one batch.
     *
     * @return completions in the order of the requests; the same request and weights give the same completion in any batch
     */
    public List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Log-probs of given answer tokens, teacher-forced: entry i is log pi(answers[i] | prompts[i], earlier answer tokens).
     *
     * @param temperature softmax temperature, above zero
     * @return one array per sequence, [T_i], nats
     */
    public List<float[]> logProbs(List<int[]> prompts, List<int[]> answers, double temperature) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Teacher-forced probabilities of each answer and, where asked for, the policy's own greedy output in the answer's
     * place, from one prefill: it equals the answer up to the first token where the policy's argmax differs, so only the
     * rest is decoded.
     *
     * @param maxNewTokens most tokens of a greedy output, the kept part included
     */
    public List<Review> review(List<ReviewRequest> requests, int maxNewTokens) {
        throw new UnsupportedOperationException("stub");
    }

    /** Writes a folder that {@link #load} and transformers can load; fp32, one safetensors file. */
    public void save(Path folder) {
        throw new UnsupportedOperationException("stub");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("stub");
    }
}
