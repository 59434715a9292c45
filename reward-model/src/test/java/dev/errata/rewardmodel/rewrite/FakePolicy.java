package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reward model with one token per character that rewrites every answer to the same text, except for the part that it
 * must keep.
 */
final class FakePolicy {

    static final int EOS = 1;

    /** All requests, batch by batch. */
    final List<List<ReviewRequest>> batches = new ArrayList<>();

    private final String rewrite;
    private final int maxPositions;
    private String reply = "";
    private int vocabulary = CharacterTokenizer.SIZE;

    FakePolicy(String rewrite, int maxPositions) {
        this.rewrite = rewrite;
        this.maxPositions = maxPositions;
    }

    /** Replies this to every locating question. */
    FakePolicy replying(String text) {
        reply = text;
        return this;
    }

    /** A network that reads fewer tokens than the tokenizer writes. */
    FakePolicy readingOnly(int tokens) {
        vocabulary = tokens;
        return this;
    }

    static int[] tokens(String text) {
        int[] tokens = Arrays.copyOf(text.chars().toArray(), text.length() + 1);
        tokens[text.length()] = EOS;
        return tokens;
    }

    /** The operations that a reward model uses. */
    FrozenPolicy frozen() {
        return new FrozenPolicy(
                (requests, maxNewTokens) -> review(requests), tokenizer(), maxPositions, vocabulary, () -> {});
    }

    Tokenizer tokenizer() {
        return new CharacterTokenizer();
    }

    private List<Review> review(List<ReviewRequest> requests) {
        batches.add(requests);
        return requests.stream().map(this::review).toList();
    }

    /** The probability of token t is 0.01 t, from t = 1. */
    private Review review(ReviewRequest request) {
        float[] probabilities = new float[request.answer().length];
        for (int t = 0; t < probabilities.length; t++) {
            probabilities[t] = (t + 1) / 100f;
        }
        if (!request.rewrite()) {
            return new Review(probabilities, null, false);
        }
        SideQuestion sideQuestion = request.sideQuestion();
        Completion answered =
                sideQuestion == null ? null : new Completion(tokens(reply), new float[reply.length() + 1], true);
        int[] rewritten = tokens(rewrite);
        if (sideQuestion != null && answered != null) {
            System.arraycopy(
                    request.answer(), 0, rewritten, 0, sideQuestion.kept().applyAsInt(answered));
        }
        return new Review(probabilities, rewritten, true, answered);
    }

    private static final class CharacterTokenizer implements Tokenizer {

        static final int SIZE = 128;

        /** Refuses what it has no token for, as a tokenizer.json without an unknown token does. */
        @Override
        public int[] encode(String text) {
            if (text.chars().anyMatch(character -> character >= SIZE)) {
                throw new UnusableCheckpointException("no token for a character of " + text);
            }
            return text.chars().toArray();
        }

        @Override
        public String decode(int[] tokens) {
            return Arrays.stream(tokens)
                    .filter(token -> token > 2)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        @Override
        public int bos() {
            return 2;
        }

        @Override
        public int eos() {
            return EOS;
        }

        @Override
        public int pad() {
            return 0;
        }

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public void close() {}
    }
}
