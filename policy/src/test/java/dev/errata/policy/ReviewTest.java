package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {

    private static final int LIMIT = 14;

    private Policy policy;

    @BeforeEach
    void create(@TempDir Path folder) throws IOException {
        policy = TinyPolicy.create(folder, "llama", 8);
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
    void theRewriteIsTheGreedyOutputWhateverTheAnswerIs() {
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
        }
    }

    @Test
    void aRewriteThatFillsThePositionsEndsThere() {
        int[] prompt = TinyPolicy.tokens(new Random(2), policy.maxPositions() - 2);
        Review review = policy.review(List.of(new ReviewRequest(prompt, new int[] {5, 6}, true)), LIMIT)
                .get(0);
        assertThat(review.rewrite()).hasSizeLessThanOrEqualTo(2);
    }
}
