package dev.errata.rewards;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewardmodel.rewrite.FrozenPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reward model with one token per character that rewrites every answer to the same text, but for what it must keep. */
final class FakePolicy implements FrozenPolicy {

    static final int EOS = 1;

    /** Every request that came, batch by batch. */
    final List<List<ReviewRequest>> batches = new ArrayList<>();

    private final String rewrite;
    private final int maxPositions;
    private String reply = "";

    FakePolicy(String rewrite, int maxPositions) {
        this.rewrite = rewrite;
        this.maxPositions = maxPositions;
    }

    /** The reply to whatever is asked aside. */
    FakePolicy replying(String text) {
        reply = text;
        return this;
    }

    static int[] tokens(String text) {
        int[] tokens = Arrays.copyOf(text.chars().toArray(), text.length() + 1);
        tokens[text.length()] = EOS;
        return tokens;
    }

    @Override
    public List<Review> review(List<ReviewRequest> requests, int maxNewTokens) {
        batches.add(requests);
        return requests.stream().map(this::review).toList();
    }

    /** The probability of a token is its place: 0.01, 0.02, ... */
    private Review review(ReviewRequest request) {
        float[] probabilities = new float[request.answer().length];
        for (int t = 0; t < probabilities.length; t++) {
            probabilities[t] = (t + 1) / 100f;
        }
        if (!request.rewrite()) {
            return new Review(probabilities, null, false);
        }
        SideQuestion aside = request.sideQuestion();
        Completion said = aside == null ? null : new Completion(tokens(reply), new float[reply.length() + 1], true);
        int[] rewritten = tokens(rewrite);
        if (aside != null && said != null) {
            System.arraycopy(request.answer(), 0, rewritten, 0, aside.kept().applyAsInt(said));
        }
        return new Review(probabilities, rewritten, true, said);
    }

    @Override
    public Tokenizer tokenizer() {
        return new CharacterTokenizer();
    }

    @Override
    public int maxPositions() {
        return maxPositions;
    }

    @Override
    public int vocabulary() {
        return CharacterTokenizer.SIZE;
    }

    @Override
    public void close() {}

    private static final class CharacterTokenizer implements Tokenizer {

        static final int SIZE = 128;

        @Override
        public int[] encode(String text) {
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
