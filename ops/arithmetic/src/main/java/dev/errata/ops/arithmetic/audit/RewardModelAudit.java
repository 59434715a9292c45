package dev.errata.ops.arithmetic.audit;

import dev.errata.ops.arithmetic.SolutionText;
import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewards.rewrite.RewritePrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a reward model makes of wrong answers of one origin.
 *
 * @param answers number of answers
 * @param atFirstImpossible how well it marks the first wrong token, which is the first after which no sound solution can
 *     follow; the headline
 * @param atFirstChanged the same, the first wrong token being the first that the exact minimal rewrite does not keep
 * @param ambiguous share of the answers in which these two tokens differ
 * @param atEdits how well it marks every token that the exact minimal rewrite edits
 * @param rewrites how good its rewrites are
 * @param calibration whether its probabilities are what they say
 * @param propagation where along the answers they drop
 */
public record RewardModelAudit(
        int answers,
        ErrorMarks atFirstImpossible,
        ErrorMarks atFirstChanged,
        double ambiguous,
        EditMarks atEdits,
        RewriteQuality rewrites,
        Calibration calibration,
        Propagation propagation) {

    private static final int BATCH = 250;

    /**
     * Has all answers reviewed and counts.
     *
     * @param mostTokens most tokens of a rewrite
     */
    public static RewardModelAudit of(Policy model, RewritePrompt prompt, List<WrongAnswer> answers, int mostTokens) {
        List<ReviewedAnswer> reviewed = new ArrayList<>(answers.size());
        for (int begin = 0; begin < answers.size(); begin += BATCH) {
            List<WrongAnswer> some = answers.subList(begin, Math.min(answers.size(), begin + BATCH));
            List<ReviewRequest> requests =
                    some.stream().map(wrong -> request(model, prompt, wrong)).toList();
            List<Review> reviews = model.review(requests, mostTokens);
            for (int i = 0; i < some.size(); i++) {
                reviewed.add(reviewed(some.get(i), reviews.get(i), model.tokenizer()));
            }
        }
        return of(reviewed);
    }

    /** Counts. */
    static RewardModelAudit of(List<ReviewedAnswer> reviewed) {
        long ambiguous = reviewed.stream()
                .filter(answer -> answer.firstChanged() != answer.firstImpossible())
                .count();
        return new RewardModelAudit(
                reviewed.size(),
                ErrorMarks.of(reviewed, ReviewedAnswer::firstImpossible),
                ErrorMarks.of(reviewed, ReviewedAnswer::firstChanged),
                Share.of(ambiguous, reviewed.size()),
                EditMarks.of(reviewed),
                RewriteQuality.of(reviewed),
                Calibration.of(reviewed),
                Propagation.of(reviewed));
    }

    private static ReviewRequest request(Policy model, RewritePrompt prompt, WrongAnswer wrong) {
        Tokenizer tokenizer = model.tokenizer();
        int[] answer = tokenizer.encode(wrong.text());
        if (answer.length != SolutionText.tokens(wrong.text()).length()) {
            throw new IllegalArgumentException("The reward model's tokenizer does not read '" + wrong.text()
                    + "' as the arithmetic task does: audit a model that 'errata reward-model train' made.");
        }
        int[] scored = Arrays.copyOf(answer, answer.length + 1);
        scored[answer.length] = tokenizer.eos();
        int[] read = prompt.render(
                tokenizer, wrong.question().text(), wrong.question().reference().text(), answer);
        return new ReviewRequest(read, scored, true);
    }

    private static ReviewedAnswer reviewed(WrongAnswer wrong, Review review, Tokenizer tokenizer) {
        int[] tokens = review.rewrite();
        String rewrite = tokens == null || !review.stopped() ? "" : tokenizer.decode(tokens);
        return ReviewedAnswer.of(wrong, review.probabilities(), rewrite);
    }
}
