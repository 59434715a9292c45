package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.Policy;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.Answer;
import dev.errata.rewardmodel.Assessment;
import dev.errata.rewardmodel.Assessment.Draft;
import dev.errata.rewardmodel.Assessment.Failure;
import dev.errata.rewardmodel.Assessment.Scored;
import dev.errata.rewardmodel.Assessment.Unreadable;
import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.RewardModel;
import dev.errata.rewardmodel.alignment.Alignment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The frozen generative reward model G of RLMEC (arXiv:2401.06081): the probabilities of an answer's tokens given the
 * rewriting prompt, and a greedy rewrite of a wrong answer, both from one prefill.
 *
 * <pre>
 *   p_t = G(y_t | P_R, q, s, y, y_&lt;t)   question q, reference s, answer y with tokens y_1 … y_T
 *   z   = argmax G(· | P_R, q, s, y)     greedy, token by token; z_1 … z_J
 * </pre>
 *
 * <p>See docs/method.md, section "Rewards". A model that can locate may be asked for the first wrong step beforehand;
 * the rewrite then keeps the steps before it. Not thread-safe.
 *
 * <p>The answer stands in the prompt without its end-of-sequence token and is scored with it. Each distinct answer is
 * assessed once within a batch, and once across batches as long as it is cached.
 */
public final class GenerativeRewardModel implements RewardModel {

    private static final int VERSION_DIGITS = 12;

    private final FrozenPolicy policy;
    private final RewritePrompt prompt;
    private final @Nullable Locator locator;
    private final String version;
    private final Limits limits;
    private final Map<Distinct, Scored> cache;

    /**
     * Limits of a reward model.
     *
     * @param maxPromptTokens most tokens of a rewriting prompt
     * @param maxRewriteTokens most tokens of a rewrite
     * @param cacheSize number of distinct answers cached from earlier batches
     */
    public record Limits(int maxPromptTokens, int maxRewriteTokens, int cacheSize) {}

    /** The parts of an answer that its assessment depends on. */
    private record Distinct(String question, String reference, String tokens, boolean wrong) {}

    /** A reward model over a loaded policy, without locating; closing it releases the policy. */
    public GenerativeRewardModel(FrozenPolicy policy, RewritePrompt prompt, String version, Limits limits) {
        this(policy, prompt, null, version, limits);
    }

    /**
     * A reward model that may be asked for the first wrong step.
     *
     * @param locating the locating prompt; null where it is not asked
     */
    public GenerativeRewardModel(
            FrozenPolicy policy,
            RewritePrompt prompt,
            @Nullable LocatingPrompt locating,
            String version,
            Limits limits) {
        this.policy = policy;
        this.prompt = prompt;
        this.locator = locating == null ? null : new Locator(policy.tokenizer(), prompt, locating);
        this.version = version;
        this.limits = limits;
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Distinct, Scored> eldest) {
                return size() > limits.cacheSize();
            }
        };
    }

    /**
     * Loads a reward model's folder.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @param threads threads that compute on a CPU
     * @param locating whether it is asked for the first wrong step
     * @throws UnusableCheckpointException if the folder holds no reward model, or one that cannot locate although it
     *     should; the message is one sentence that says what to do
     */
    public static GenerativeRewardModel load(Path folder, String device, int threads, Limits limits, boolean locating) {
        RewritePrompt prompt = RewritePrompt.load(folder);
        LocatingPrompt asked = locating ? locatingPrompt(folder) : null;
        ComputeThreads.configure(threads);
        Policy policy = Policy.load(folder, device);
        try {
            prompt.render(policy.tokenizer(), "", "", new int[0]);
        } catch (UnusableCheckpointException unreadablePrompt) {
            policy.close();
            throw unreadablePrompt;
        }
        String version = Checksum.sha256(folder.resolve("model.safetensors")).substring(0, VERSION_DIGITS);
        return new GenerativeRewardModel(FrozenPolicy.of(policy), prompt, asked, version, limits);
    }

    private static LocatingPrompt locatingPrompt(Path folder) {
        return LocatingPrompt.load(folder)
                .orElseThrow(() -> new UnusableCheckpointException(folder + " holds no " + LocatingPrompt.FILE
                        + ", so its model cannot locate: train one with 'errata reward-model train --locating', or set"
                        + " reward-model.locating=false."));
    }

    /** First 12 hex digits of the SHA-256 of the weights. */
    @Override
    public String version() {
        return version;
    }

    @Override
    public List<Assessment> assess(List<Answer> answers) {
        Batch batch = new Batch();
        for (Answer answer : answers) {
            batch.results.add(plan(answer, batch));
        }
        review(batch);
        return batch.results.stream().map(result -> result.apply(batch.scored)).toList();
    }

    /**
     * The requests of one batch, one per distinct answer, and for each answer how its assessment is found afterwards.
     */
    private static final class Batch {
        final Map<Distinct, ReviewRequest> requests = new LinkedHashMap<>();
        final Map<Distinct, Scored> scored = new HashMap<>();
        final List<Function<Map<Distinct, Scored>, Assessment>> results = new ArrayList<>();
    }

    /** Adds the request of an answer that needs one; how its assessment is found once the requests are answered. */
    private Function<Map<Distinct, Scored>, Assessment> plan(Answer answer, Batch batch) {
        String reference = answer.reference();
        if (reference == null || reference.isBlank()) {
            return scored -> new Unreadable(Failure.NO_REFERENCE);
        }
        Distinct key = new Distinct(answer.question(), reference, Arrays.toString(answer.tokens()), answer.wrong());
        Scored earlier = cache.get(key);
        if (earlier != null) {
            return scored -> earlier;
        }
        if (!batch.requests.containsKey(key)) {
            if (!below(Math.min(policy.tokenizer().size(), policy.vocabulary()), answer.tokens())) {
                return scored -> new Unreadable(Failure.FOREIGN_TOKENS);
            }
            Optional<int[]> rendered = rendered(answer, reference);
            if (rendered.isEmpty()) {
                return scored -> new Unreadable(Failure.UNKNOWN_CHARACTERS);
            }
            if (tooLong(answer, rendered.get().length)) {
                return scored -> new Unreadable(Failure.TOO_LONG);
            }
            SideQuestion sideQuestion = answer.wrong() ? sideQuestion(answer, reference, rendered.get()) : null;
            batch.requests.put(key, new ReviewRequest(rendered.get(), answer.tokens(), answer.wrong(), sideQuestion));
        }
        return scored -> Objects.requireNonNull(scored.get(key), "a distinct answer of this batch");
    }

    /** The prompt of one answer; empty where the question or the reference has characters without a token. */
    private Optional<int[]> rendered(Answer answer, String reference) {
        try {
            int[] tokens = prompt.render(policy.tokenizer(), answer.question(), reference, withoutEnd(answer.tokens()));
            return tokens.length > 0 && below(policy.vocabulary(), tokens) ? Optional.of(tokens) : Optional.empty();
        } catch (UnusableCheckpointException refused) {
            // The prompt's own texts were encoded when the model was loaded, so the question or the reference is
            // refused.
            return Optional.empty();
        }
    }

    /**
     * The locating question, asked before an answer is rewritten. Null, so that the answer is rewritten without it,
     * where the model does not locate or where question and answer do not fit into the model's positions together.
     */
    private @Nullable SideQuestion sideQuestion(Answer answer, String reference, int[] rendered) {
        if (locator == null) {
            return null;
        }
        SideQuestion sideQuestion;
        try {
            sideQuestion = locator.ask(answer.question(), reference, withoutEnd(answer.tokens()));
        } catch (UnusableCheckpointException refused) {
            return null;
        }
        int[] asked = sideQuestion.prompt();
        int together = rendered.length + answer.tokens().length + sideQuestion.positions();
        boolean askable = asked.length > 1 && asked[0] == rendered[0] && below(policy.vocabulary(), asked);
        return askable && together <= policy.maxPositions() ? sideQuestion : null;
    }

    private static boolean below(int vocabulary, int[] tokens) {
        return Arrays.stream(tokens).allMatch(token -> token >= 0 && token < vocabulary);
    }

    private boolean tooLong(Answer answer, int promptTokens) {
        boolean overField = prompt.answerWidth() > 0 && withoutEnd(answer.tokens()).length > prompt.answerWidth();
        return overField
                || promptTokens > limits.maxPromptTokens()
                || promptTokens + answer.tokens().length > policy.maxPositions();
    }

    private int[] withoutEnd(int[] tokens) {
        boolean ended = tokens.length > 0
                && tokens[tokens.length - 1] == policy.tokenizer().eos();
        return ended ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    }

    private void review(Batch batch) {
        if (batch.requests.isEmpty()) {
            return;
        }
        List<ReviewRequest> requests = List.copyOf(batch.requests.values());
        List<Review> reviews = policy.reviews().of(requests, limits.maxRewriteTokens());
        int i = 0;
        for (Distinct key : batch.requests.keySet()) {
            Scored scored = scored(requests.get(i).answer(), reviews.get(i));
            batch.scored.put(key, scored);
            cache.put(key, scored);
            i++;
        }
    }

    private Scored scored(int[] answer, Review review) {
        int[] rewrite = review.rewrite();
        if (rewrite == null) {
            return new Scored(review.probabilities(), null);
        }
        Completion reply = review.reply();
        Location location = locator == null || reply == null ? null : locator.read(reply, withoutEnd(answer));
        String text = policy.tokenizer().decode(rewrite);
        return new Scored(
                review.probabilities(),
                new Draft(rewrite, text, review.stopped(), Alignment.edits(answer, rewrite), location));
    }

    @Override
    public void close() {
        policy.release().run();
    }
}
