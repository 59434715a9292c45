package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.Policy;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.alignment.Alignment;
import dev.errata.rewardmodel.rewrite.Assessment.Draft;
import dev.errata.rewardmodel.rewrite.Assessment.Failure;
import dev.errata.rewardmodel.rewrite.Assessment.Scored;
import dev.errata.rewardmodel.rewrite.Assessment.Unreadable;
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
 * The frozen generative reward model: probabilities of the tokens of an answer given the rewriting prompt, and a greedy
 * rewrite of a wrong one, both from one prefill; where the model can locate and is asked to, the rewrite keeps the steps
 * before the one that it says is the first wrong one. Not thread-safe.
 *
 * <p>The answer stands in the prompt without its end-of-sequence token, and is scored with it. Each distinct answer is
 * worked on once: within a batch, and as long as it is remembered also across batches.
 */
public final class RewardModel implements AutoCloseable {

    private static final int VERSION_DIGITS = 12;

    private final FrozenPolicy policy;
    private final RewritePrompt prompt;
    private final @Nullable Locator locator;
    private final String version;
    private final Limits limits;
    private final Map<Distinct, Scored> remembered;

    /**
     * Limits of a reward model.
     *
     * @param maxPromptTokens most tokens of a rewriting prompt
     * @param maxRewriteTokens most tokens of a rewrite
     * @param cacheSize distinct answers remembered from earlier batches
     */
    public record Limits(int maxPromptTokens, int maxRewriteTokens, int cacheSize) {}

    /** What makes two answers the same to the reward model. */
    private record Distinct(String question, String reference, String tokens, boolean wrong) {}

    /** A reward model over a policy that is already in memory; closing it closes the policy. */
    public RewardModel(FrozenPolicy policy, RewritePrompt prompt, String version, Limits limits) {
        this(policy, prompt, null, version, limits);
    }

    /**
     * A reward model that is first asked where a wrong answer goes wrong.
     *
     * @param locating the prompt for that; null where it is not asked
     */
    public RewardModel(
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
        this.remembered = new LinkedHashMap<>(16, 0.75f, true) {
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
     * @param locating whether it is asked where a wrong answer goes wrong
     * @throws UnusableCheckpointException if the folder is no reward model, or cannot locate and should; the message is
     *     one sentence that says what to do
     */
    public static RewardModel load(Path folder, String device, int threads, Limits limits, boolean locating) {
        RewritePrompt prompt = RewritePrompt.load(folder);
        LocatingPrompt asked = locating ? locatingPrompt(folder) : null;
        ComputeThreads.configure(threads);
        Policy policy = Policy.load(folder, device);
        try {
            prompt.render(policy.tokenizer(), "", "", new int[0]);
        } catch (UnusableCheckpointException unwritable) {
            policy.close();
            throw unwritable;
        }
        String version = Checksum.sha256(folder.resolve("model.safetensors")).substring(0, VERSION_DIGITS);
        return new RewardModel(FrozenPolicy.of(policy), prompt, asked, version, limits);
    }

    private static LocatingPrompt locatingPrompt(Path folder) {
        return LocatingPrompt.load(folder)
                .orElseThrow(() -> new UnusableCheckpointException(folder + " holds no " + LocatingPrompt.FILE
                        + ", so its model cannot locate: train one with 'errata reward-model train --locating', or set"
                        + " reward-model.locating=false."));
    }

    /** First 12 hex digits of the SHA-256 of the weights. */
    public String version() {
        return version;
    }

    /** Assesses a batch of answers; one assessment per answer, in order. */
    public List<Assessment> assess(List<Answer> answers) {
        Batch batch = new Batch();
        for (Answer answer : answers) {
            batch.places.add(place(answer, batch));
        }
        review(batch);
        return batch.places.stream().map(place -> place.apply(batch.known)).toList();
    }

    /** The distinct answers of one batch, and for each answer where its assessment will be found. */
    private static final class Batch {
        final Map<Distinct, ReviewRequest> wanted = new LinkedHashMap<>();
        final Map<Distinct, Scored> known = new HashMap<>();
        final List<Function<Map<Distinct, Scored>, Assessment>> places = new ArrayList<>();
    }

    private Function<Map<Distinct, Scored>, Assessment> place(Answer answer, Batch batch) {
        String reference = answer.reference();
        if (reference == null || reference.isBlank()) {
            return known -> new Unreadable(Failure.NO_REFERENCE);
        }
        Distinct key = new Distinct(answer.question(), reference, Arrays.toString(answer.tokens()), answer.wrong());
        Scored earlier = remembered.get(key);
        if (earlier != null) {
            return known -> earlier;
        }
        if (!batch.wanted.containsKey(key)) {
            if (!below(Math.min(policy.tokenizer().size(), policy.vocabulary()), answer.tokens())) {
                return known -> new Unreadable(Failure.FOREIGN_TOKENS);
            }
            Optional<int[]> rendered = rendered(answer, reference);
            if (rendered.isEmpty()) {
                return known -> new Unreadable(Failure.UNKNOWN_CHARACTERS);
            }
            if (tooLong(answer, rendered.get().length)) {
                return known -> new Unreadable(Failure.TOO_LONG);
            }
            SideQuestion aside = answer.wrong() ? aside(answer, reference, rendered.get()) : null;
            batch.wanted.put(key, new ReviewRequest(rendered.get(), answer.tokens(), answer.wrong(), aside));
        }
        return known -> Objects.requireNonNull(known.get(key), "a distinct answer of this batch");
    }

    /** The prompt of one answer; empty where question or reference have no tokens here. */
    private Optional<int[]> rendered(Answer answer, String reference) {
        try {
            int[] tokens = prompt.render(policy.tokenizer(), answer.question(), reference, withoutEnd(answer.tokens()));
            return tokens.length > 0 && below(policy.vocabulary(), tokens) ? Optional.of(tokens) : Optional.empty();
        } catch (UnusableCheckpointException refused) {
            // The model's own texts were encoded when it was loaded: it is this question or reference that is refused.
            return Optional.empty();
        }
    }

    /**
     * What is asked before an answer is rewritten, where it can be asked at all and both fit into the reward model's
     * positions. Whoever cannot be asked rewrites without.
     */
    private @Nullable SideQuestion aside(Answer answer, String reference, int[] rendered) {
        if (locator == null) {
            return null;
        }
        SideQuestion aside;
        try {
            aside = locator.ask(answer.question(), reference, withoutEnd(answer.tokens()));
        } catch (UnusableCheckpointException refused) {
            return null;
        }
        int[] asked = aside.prompt();
        int together = rendered.length + answer.tokens().length + aside.positions();
        boolean askable = asked.length > 1 && asked[0] == rendered[0] && below(policy.vocabulary(), asked);
        return askable && together <= policy.maxPositions() ? aside : null;
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
        if (batch.wanted.isEmpty()) {
            return;
        }
        List<ReviewRequest> requests = List.copyOf(batch.wanted.values());
        List<Review> reviews = policy.review(requests, limits.maxRewriteTokens());
        int i = 0;
        for (Distinct key : batch.wanted.keySet()) {
            Scored scored = scored(requests.get(i).answer(), reviews.get(i));
            batch.known.put(key, scored);
            remembered.put(key, scored);
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
        policy.close();
    }
}
