package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.weights.ModelConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class ReviewTest {

    private static final int LIMIT = 14;

    private final BackendChoice backend;

    /** The vector backend gives the same bits in any batch; PyTorch's order of sums depends on the batch. */
    private final float tolerance;

    private Policy policy;

    ReviewTest(BackendChoice backend) {
        this.backend = backend;
        tolerance = backend == BackendChoice.VECTOR ? 0 : 1e-5f;
    }

    @BeforeEach
    void create(@TempDir Path folder) throws IOException {
        policy = TinyPolicy.create(folder, "llama", 8, backend);
    }

    @AfterEach
    void close() {
        policy.close();
    }

    /** Answers that follow the greedy output for a while and then leave it, end early, or agree to the end. */
    private List<ReviewRequest> requests(int count) {
        Random random = new Random(5);
        List<ReviewRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] prompt = TinyPolicy.tokens(random, 2 + random.nextInt(9));
            int[] greedy = GreedyOracle.continuation(policy, prompt, LIMIT + 4);
            int[] answer = Arrays.copyOf(greedy, 1 + random.nextInt(greedy.length));
            if (i % 3 == 0) {
                answer[random.nextInt(answer.length)] = 3 + random.nextInt(TinyPolicy.VOCABULARY - 3);
            }
            requests.add(new ReviewRequest(prompt, answer, i % 5 != 4));
        }
        return requests;
    }

    @Test
    void probabilitiesAreThoseOfTeacherForcing() {
        List<ReviewRequest> requests = requests(40);
        List<Review> reviews = policy.review(requests, LIMIT);
        List<float[]> logProbs = policy.logProbs(
                requests.stream().map(ReviewRequest::prompt).toList(),
                requests.stream().map(ReviewRequest::answer).toList(),
                1);
        for (int i = 0; i < requests.size(); i++) {
            float[] expected = logProbs.get(i);
            for (int t = 0; t < expected.length; t++) {
                expected[t] = (float) Math.exp(expected[t]);
            }
            assertThat(reviews.get(i).probabilities()).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void theRewriteIsTheGreedyOutputForAnyAnswer() {
        List<ReviewRequest> requests = requests(60);
        List<Review> reviews = policy.review(requests, LIMIT);
        int kept = 0;
        int changed = 0;
        for (int i = 0; i < requests.size(); i++) {
            ReviewRequest request = requests.get(i);
            Review review = reviews.get(i);
            if (!request.rewrite()) {
                assertThat(review.rewrite()).isNull();
                assertThat(review.stopped()).isFalse();
                continue;
            }
            int[] expected = GreedyOracle.continuation(policy, request.prompt(), LIMIT);
            assertThat(review.rewrite()).isEqualTo(expected);
            assertThat(review.stopped()).isEqualTo(expected[expected.length - 1] == TinyPolicy.EOS);
            kept += Arrays.equals(expected, request.answer()) ? 1 : 0;
            changed += Arrays.mismatch(expected, request.answer()) >= 0 ? 1 : 0;
        }
        assertThat(kept).isPositive();
        assertThat(changed).isPositive();
    }

    @Test
    void anEmptyAnswerIsRewrittenFromItsStart() {
        int[] prompt = {4, 9, 5};
        Review review = policy.review(List.of(new ReviewRequest(prompt, new int[0], true)), LIMIT)
                .get(0);
        assertThat(review.probabilities()).isEmpty();
        assertThat(review.rewrite()).isEqualTo(GreedyOracle.continuation(policy, prompt, LIMIT));
    }

    @Test
    void aReviewDoesNotDependOnItsBatch() {
        List<ReviewRequest> requests = requests(20);
        List<Review> together = policy.review(requests, LIMIT);
        for (int i = 0; i < requests.size(); i++) {
            Review alone = policy.review(List.of(requests.get(i)), LIMIT).get(0);
            assertThat(together.get(i).rewrite()).isEqualTo(alone.rewrite());
            assertThat(together.get(i).probabilities()).containsExactly(alone.probabilities(), within(tolerance));
        }
    }

    @Test
    void aRewriteThatFillsThePositionsEndsThere() {
        int[] prompt = TinyPolicy.tokens(new Random(2), policy.maxPositions() - 2);
        Review review = policy.review(List.of(new ReviewRequest(prompt, new int[] {5, 6}, true)), LIMIT)
                .get(0);
        assertThat(review.rewrite()).hasSizeLessThanOrEqualTo(2);
    }

    /** Requests with side questions: of one token, of several, and with a prompt that differs early. */
    private List<ReviewRequest> withSideQuestions(List<ReviewRequest> requests, ToIntFunction<Completion> kept) {
        Random random = new Random(11);
        List<ReviewRequest> asking = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            ReviewRequest request = requests.get(i);
            int shared = i % 4 == 0 ? 1 : request.prompt().length;
            int[] own = TinyPolicy.tokens(random, i % 4 == 0 || i % 4 == 1 ? 1 + random.nextInt(25) : 1);
            int[] prompt = TokenSequences.join(Arrays.copyOf(request.prompt(), shared), own);
            SideQuestion question = i % 7 == 6 ? null : new SideQuestion(prompt, 1 + random.nextInt(12), kept);
            asking.add(new ReviewRequest(request.prompt(), request.answer(), request.rewrite(), question));
        }
        return asking;
    }

    @Test
    void aSideQuestionIsAnsweredGreedilyAndLeavesTheReviewUnchanged() {
        List<ReviewRequest> requests = requests(80);
        List<ReviewRequest> asking = withSideQuestions(requests, output -> 0);
        List<Review> plain = policy.review(requests, LIMIT);
        List<Review> reviews = policy.review(asking, LIMIT);
        for (int i = 0; i < requests.size(); i++) {
            Review review = reviews.get(i);
            assertThat(review.probabilities()).containsExactly(plain.get(i).probabilities(), within(tolerance));
            assertThat(review.rewrite()).isEqualTo(plain.get(i).rewrite());
            assertThat(review.stopped()).isEqualTo(plain.get(i).stopped());
            SideQuestion question = asking.get(i).sideQuestion();
            if (question == null) {
                assertThat(review.reply()).isNull();
                continue;
            }
            int[] expected = GreedyOracle.continuation(policy, question.prompt(), question.maxNewTokens());
            Completion output = Objects.requireNonNull(review.reply());
            assertThat(output.tokens()).isEqualTo(expected);
            assertThat(output.stopped()).isEqualTo(expected[expected.length - 1] == TinyPolicy.EOS);
        }
    }

    @Test
    void theRewriteKeepsTheTokensThatTheReplyNamesAndContinuesGreedily() {
        int keep = 3;
        List<ReviewRequest> asking = withSideQuestions(requests(60), output -> keep);
        List<Review> reviews = policy.review(asking, LIMIT);
        int forced = 0;
        for (int i = 0; i < asking.size(); i++) {
            ReviewRequest request = asking.get(i);
            int[] answer = request.answer();
            boolean ended = Arrays.stream(answer).limit(keep).anyMatch(token -> token == TinyPolicy.EOS);
            if (!request.rewrite() || request.sideQuestion() == null || ended) {
                continue;
            }
            int[] kept = Arrays.copyOf(answer, Math.min(keep, answer.length));
            int[] rest =
                    GreedyOracle.continuation(policy, TokenSequences.join(request.prompt(), kept), LIMIT - kept.length);
            assertThat(reviews.get(i).rewrite()).isEqualTo(TokenSequences.join(kept, rest));
            forced +=
                    Arrays.equals(reviews.get(i).rewrite(), GreedyOracle.continuation(policy, request.prompt(), LIMIT))
                            ? 0
                            : 1;
        }
        assertThat(forced).as("rewrites that would have departed earlier").isPositive();
    }

    /** Prompt, answer and side question have 4,210 tokens; PyTorch's mask has room for 4,096. */
    @Test
    void aSideQuestionTooLongForOneMaskGetsTheSameReply(@TempDir Path folder) throws IOException {
        TinyPolicy.writeTokenizer(folder);
        ModelConfig shape =
                new ModelConfig("qwen2", 16, 1, 2, 1, 8, 24, TinyPolicy.VOCABULARY, 3000, 10_000, 1e-6, true, true);
        Random random = new Random(6);
        int[] prompt = TinyPolicy.tokens(random, 2000);
        int[] answer = TinyPolicy.tokens(random, 210);
        int[] asking = TinyPolicy.tokens(random, 2010);
        System.arraycopy(prompt, 0, asking, 0, 10);
        SideQuestion question = new SideQuestion(asking, 6, output -> 0);
        ReviewRequest plain = new ReviewRequest(prompt, answer, true);
        ReviewRequest small = new ReviewRequest(Arrays.copyOf(prompt, 20), Arrays.copyOf(answer, 5), true, question);
        Policy made = Policy.initialize(shape, folder, 4, "cpu");
        try (Policy reader = TinyPolicy.computedBy(backend, made, folder.resolve("saved"))) {
            Review expected = reader.review(List.of(plain), LIMIT).get(0);
            Review found = reader.review(
                            List.of(small, new ReviewRequest(prompt, answer, true, question), small), LIMIT)
                    .get(1);
            assertThat(found.probabilities()).containsExactly(expected.probabilities(), within(tolerance));
            assertThat(found.rewrite()).isEqualTo(expected.rewrite());
            Completion greedy = reader.sample(List.of(new SamplingRequest(asking, 0)), SamplingSettings.greedy(6))
                    .get(0);
            assertThat(Objects.requireNonNull(found.reply()).tokens()).isEqualTo(greedy.tokens());
        }
    }

    @Test
    void aSideQuestionThatDoesNotBeginAsThePromptIsRefused() {
        SideQuestion other = new SideQuestion(new int[] {7, 8}, 4, output -> 0);
        ReviewRequest request = new ReviewRequest(new int[] {4, 9, 5}, new int[] {6}, true, other);
        assertThatThrownBy(() -> policy.review(List.of(request), LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start with the same token as the prompt");
    }
}
