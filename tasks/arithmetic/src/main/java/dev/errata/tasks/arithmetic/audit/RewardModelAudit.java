package dev.errata.tasks.arithmetic.audit;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewardmodel.rewrite.LocatingPrompt;
import dev.errata.rewardmodel.rewrite.Locator;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.SolutionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a reward model on wrong answers of one origin.
 *
 * @param answers number of answers
 * @param atFirstImpossible how well low rewards mark the first wrong token, taken as the first after which no sound
 *     solution can follow; the main result
 * @param atFirstChanged the same, with the first token that the exact minimal rewrite does not keep as the first wrong
 *     one
 * @param ambiguous share of the answers in which these two tokens differ
 * @param atEdits how well low rewards mark every token that the exact minimal rewrite edits
 * @param rewrites quality of the model's rewrites
 * @param calibration calibration of the model's probabilities
 * @param propagation mean probability by distance from the first wrong token
 * @param located how well the model locates the first wrong step; null if it cannot locate
 */
// One component for each figure of the report.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record RewardModelAudit(
        int answers,
        ErrorMarks atFirstImpossible,
        ErrorMarks atFirstChanged,
        double ambiguous,
        EditMarks atEdits,
        RewriteQuality rewrites,
        Calibration calibration,
        Propagation propagation,
        @Nullable Located located) {

    private static final int BATCH = 250;

    /**
     * Lets the model review all answers, and computes the figures.
     *
     * @param locating prompt that asks for the first wrong step; null if the model cannot locate
     * @param mostTokens most tokens of a rewrite
     */
    public static RewardModelAudit of(
            Policy model,
            RewritePrompt prompt,
            @Nullable LocatingPrompt locating,
            List<UnsoundAnswer> answers,
            int mostTokens) {
        Locator locator = locating == null ? null : new Locator(model.tokenizer(), prompt, locating);
        List<ReviewedAnswer> reviewed = new ArrayList<>(answers.size());
        List<LocatedAnswer> located = new ArrayList<>();
        for (int begin = 0; begin < answers.size(); begin += BATCH) {
            List<UnsoundAnswer> some = answers.subList(begin, Math.min(answers.size(), begin + BATCH));
            List<ReviewRequest> requests =
                    some.stream().map(wrong -> request(model, prompt, wrong)).toList();
            List<Review> reviews = model.review(requests, mostTokens);
            for (int i = 0; i < some.size(); i++) {
                reviewed.add(reviewed(some.get(i), reviews.get(i), model.tokenizer()));
            }
            if (locator != null) {
                located.addAll(located(model, locator, reviewed.subList(begin, reviewed.size()), mostTokens));
            }
        }
        return of(reviewed, locator == null ? null : Located.of(located));
    }

    /** Reviews the same answers again, with rewrites that keep the steps before the one that the model names. */
    private static List<LocatedAnswer> located(
            Policy model, Locator locator, List<ReviewedAnswer> reviewed, int mostTokens) {
        List<ReviewRequest> requests = new ArrayList<>(reviewed.size());
        for (ReviewedAnswer answer : reviewed) {
            ReviewRequest plain = request(model, locator.rewriting(), answer.wrong());
            ArithmeticQuestion question = answer.wrong().question();
            SideQuestion sideQuestion =
                    locator.ask(question.text(), question.reference().text(), tokens(model, answer.wrong()));
            requests.add(new ReviewRequest(plain.prompt(), plain.answer(), true, sideQuestion));
        }
        List<Review> reviews = model.review(requests, mostTokens);
        List<LocatedAnswer> located = new ArrayList<>(reviewed.size());
        for (int i = 0; i < reviews.size(); i++) {
            ReviewedAnswer answer = reviewed.get(i);
            Completion reply = Objects.requireNonNull(reviews.get(i).reply(), "reply to the side question");
            located.add(new LocatedAnswer(
                    answer.with(rewrite(reviews.get(i), model.tokenizer())),
                    locator.read(reply, tokens(model, answer.wrong()))));
        }
        return located;
    }

    /** Counts. */
    static RewardModelAudit of(List<ReviewedAnswer> reviewed, @Nullable Located located) {
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
                Propagation.of(reviewed),
                located);
    }

    private static ReviewRequest request(Policy model, RewritePrompt prompt, UnsoundAnswer wrong) {
        Tokenizer tokenizer = model.tokenizer();
        int[] answer = tokens(model, wrong);
        int[] scored = Arrays.copyOf(answer, answer.length + 1);
        scored[answer.length] = tokenizer.eos();
        int[] read = prompt.render(
                tokenizer, wrong.question().text(), wrong.question().reference().text(), answer);
        return new ReviewRequest(read, scored, true);
    }

    private static int[] tokens(Policy model, UnsoundAnswer wrong) {
        int[] answer = model.tokenizer().encode(wrong.text());
        if (answer.length != SolutionText.tokens(wrong.text()).length()) {
            throw new IllegalArgumentException("The reward model's tokenizer does not read '" + wrong.text()
                    + "' as the arithmetic task does: audit a model that 'errata reward-model train' made.");
        }
        return answer;
    }

    private static ReviewedAnswer reviewed(UnsoundAnswer wrong, Review review, Tokenizer tokenizer) {
        return ReviewedAnswer.of(wrong, review.probabilities(), rewrite(review, tokenizer));
    }

    private static String rewrite(Review review, Tokenizer tokenizer) {
        int[] tokens = review.rewrite();
        return tokens == null || !review.stopped() ? "" : tokenizer.decode(tokens);
    }
}
