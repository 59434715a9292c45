package dev.errata.policy;

import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.Network;
import dev.errata.policy.network.RandomWeights;
import dev.errata.policy.network.TokenLimits;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.sampling.AnswerLogProbs;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.ContinuousBatch;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.LanePool;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.Reviewer;
import dev.errata.policy.sampling.Sampler;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.sampling.StopTokens;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A causal language model in memory: sampling, log-probs, and its folder on disk. Used by one thread at a time.
 *
 * <p>A frozen generative reward model is a policy too.
 */
public final class Policy implements AutoCloseable {

    private final Checkpoint checkpoint;
    private final PromptTemplate template;
    private final Backend backend;
    private final Network network;
    private final TokenLimits limits;
    private final LanePool lanes;
    private final Inference inference;
    private final KeyValueCache reviewCache;
    private final Sampler sampler;
    private final AnswerLogProbs answerLogProbs;
    private final Reviewer reviewer;

    private Policy(Checkpoint checkpoint, PromptTemplate template, Backend backend) {
        this.checkpoint = checkpoint;
        this.template = template;
        this.backend = backend;
        network = backend.network();
        StopTokens stop = new StopTokens(template.special().stop());
        limits = new TokenLimits(network.config());
        inference = backend.inference();
        lanes = new LanePool(inference);
        reviewCache = inference.newCache();
        sampler = new Sampler(inference, stop, lanes);
        answerLogProbs = new AnswerLogProbs(inference);
        reviewer = new Reviewer(inference, stop, reviewCache);
    }

    /**
     * Loads a Hugging Face style folder (config.json, model.safetensors or its shards, tokenizer.json).
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @throws dev.errata.policy.weights.UnusableCheckpointException if the folder is missing, malformed or of a kind
     *     not supported; the message is one sentence that names the remedy
     */
    public static Policy load(Path folder, String device) {
        return load(folder, device, BackendChoice.configured());
    }

    static Policy load(Path folder, String device, BackendChoice choice) {
        Checkpoint checkpoint = Checkpoint.read(folder);
        try (WeightFiles files = weightsOf(folder, checkpoint.config())) {
            Policy policy = empty(checkpoint, device, choice);
            try {
                policy.network.assign(files);
                return policy;
            } catch (RuntimeException e) {
                policy.close();
                throw e;
            }
        }
    }

    /**
     * A new policy with random weights, drawn from the seed: matrices from N(0, 1/sqrt(fan in)), halved for the
     * projections to the residual stream; embedding from N(0, 0.05); norms 1, biases 0.
     *
     * @param tokenizerFolder folder with tokenizer.json, tokenizer_config.json, generation_config.json and errata.json
     */
    public static Policy initialize(ModelConfig config, Path tokenizerFolder, long seed, String device) {
        return initialize(config, tokenizerFolder, seed, device, BackendChoice.configured());
    }

    static Policy initialize(ModelConfig config, Path tokenizerFolder, long seed, String device, BackendChoice choice) {
        Checkpoint checkpoint = Checkpoint.describe(config, tokenizerFolder);
        Policy policy = empty(checkpoint, device, choice);
        policy.network.assign(new RandomWeights(seed));
        return policy;
    }

    private static Policy empty(Checkpoint checkpoint, String device, BackendChoice choice) {
        PromptTemplate template = PromptTemplate.of(checkpoint, Clock.systemDefaultZone());
        try {
            return new Policy(checkpoint, template, Backends.open(choice, checkpoint.config(), device));
        } catch (RuntimeException e) {
            template.tokenizer().close();
            throw e;
        }
    }

    /** Opens the weights and checks every shape before memory is allocated for them. */
    private static WeightFiles weightsOf(Path folder, ModelConfig config) {
        return WeightFiles.open(folder, WeightLayout.of(config).entries());
    }

    /** The shape of the network. */
    public ModelConfig config() {
        return checkpoint.config();
    }

    /**
     * The prompt for a question: by the {@code prompt_template} of the folder's errata.json, such as {@code
     * {"prompt_template": "{question}?"}}, with the beginning-of-sequence token first where the tokenizer has one; or
     * by the folder's chat template; or else the question alone.
     *
     * @return token ids, [P]
     */
    public int[] prompt(String question) {
        return template.prompt(question);
    }

    /** Name of the backend that computes this policy: {@code vector} or {@code torch}. */
    public String backendName() {
        return backend.name();
    }

    /** The tokenizer of this policy's folder. */
    public Tokenizer tokenizer() {
        return template.tokenizer();
    }

    /** Most positions (prompt and answer together) that this policy can read. */
    public int maxPositions() {
        return checkpoint.config().maxPositions();
    }

    /**
     * Replaces the weights in memory with those of a folder of the same shape. A running {@link ContinuousBatch} must
     * be told. If the folder is refused, the old weights stay complete: all numbers are read once before the first is
     * replaced.
     */
    public void replaceWeights(Path folder) {
        try (WeightFiles files = weightsOf(folder, checkpoint.config())) {
            network.layout().entries().forEach(entry -> files.read(entry, chunk -> {}));
            network.assign(files);
        }
    }

    /**
     * Samples one completion per request, all in one batch.
     *
     * @return completions in the order of the requests; the same request and weights give the same completion in any
     *     batch
     */
    public List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings) {
        for (SamplingRequest request : requests) {
            limits.check(request.prompt(), 1);
        }
        return sampler.sample(requests, settings);
    }

    /**
     * A batch that accepts requests at any time and continues under new weights.
     *
     * @param maxRows most sequences that decode side by side
     */
    public ContinuousBatch continuousBatch(SamplingSettings settings, int maxRows) {
        return sampler.batch(settings, maxRows);
    }

    /**
     * Log-probs of given answer tokens, teacher-forced: entry i is log pi(answers[i] | prompts[i], earlier answer
     * tokens).
     *
     * @param temperature softmax temperature, above zero
     * @return one array per sequence, [T_i], nats
     */
    public List<float[]> logProbs(List<int[]> prompts, List<int[]> answers, double temperature) {
        if (prompts.size() != answers.size() || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "log-probs need as many answers as prompts and a temperature above 0, got " + prompts.size()
                            + " prompts, " + answers.size() + " answers and temperature " + temperature);
        }
        for (int i = 0; i < prompts.size(); i++) {
            check(prompts.get(i), answers.get(i));
        }
        return answerLogProbs.of(prompts, answers, temperature);
    }

    /**
     * Teacher-forced probabilities of each answer and, where asked for, the policy's own greedy output in the answer's
     * place, from one prefill: it equals the answer up to the first token where the policy's argmax differs, so only
     * the rest is decoded. A side question is answered first, and its reply may keep more of the answer.
     *
     * @param maxNewTokens most tokens of a greedy output, the kept part included
     */
    public List<Review> review(List<ReviewRequest> requests, int maxNewTokens) {
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("maxNewTokens must be above zero, not " + maxNewTokens);
        }
        for (ReviewRequest request : requests) {
            limits.check(request.prompt(), request.answer().length);
            limits.check(request.answer());
            SideQuestion question = request.sideQuestion();
            if (question != null) {
                limits.check(question.prompt(), 1);
                if (question.prompt().length < 2 || question.prompt()[0] != request.prompt()[0]) {
                    throw new IllegalArgumentException(
                            "a side question must start with the same token as the prompt and have two tokens or more");
                }
            }
        }
        return reviewer.review(requests, maxNewTokens);
    }

    /** Writes a folder that {@link #load} and transformers can load; fp32, one safetensors file. */
    public void save(Path folder) {
        checkpoint.save(folder, network.layout().entries(), network.tensors());
    }

    /** As {@link #save}, but into an existing empty folder, which the caller then moves to its place. */
    public void write(Path folder) throws IOException {
        checkpoint.write(folder, network.layout().entries(), network.tensors());
    }

    /** The network, whose weights may be read and replaced. */
    public Network network() {
        return network;
    }

    /** The backend of this policy, for a trainer that changes its weights in place. */
    public Backend backend() {
        return backend;
    }

    /** Prepares the calling thread: call it on each thread that computes while another policy computes. */
    public void prepareThread() {
        inference.afterLanes();
    }

    /** Logits of every position of one sequence, [T, V] row by row. */
    float[] logits(int[] tokens) {
        return inference.logits(tokens);
    }

    /** Refuses a prompt and an answer that the network cannot read. */
    public void check(int[] prompt, int[] answer) {
        limits.check(prompt, answer);
    }

    @Override
    public void close() {
        template.tokenizer().close();
        lanes.close();
        reviewCache.close();
        backend.close();
    }
}
