package dev.errata.ops.arithmetic.recipes;

import dev.errata.ops.arithmetic.ArithmeticQuestion;
import dev.errata.ops.arithmetic.ClosestPath;
import dev.errata.ops.arithmetic.SolutionText;
import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewards.rewrite.RewritePrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a reward model makes of wrong answers whose minimal rewrite is known exactly. All figures but the edits are shares.
 *
 * @param answers number of wrong answers
 * @param firstWrongMarked answers whose first wrong token has a probability below 0.4
 * @param markedBefore tokens before the first wrong one with a probability below 0.5
 * @param right rewrites that end in the right answer
 * @param sound rewrites that are a legal solution, word for word
 * @param minimal rewrites that end in the right answer with no more edits than the exact minimal one
 * @param exact rewrites that are the exact minimal one
 * @param copiedReference rewrites that are the reference although the exact minimal one is not
 * @param edits mean edits of the rewrites, tokens
 * @param exactEdits mean edits of the exact minimal rewrites, tokens
 */
public record RewardModelAudit(
        int answers,
        double firstWrongMarked,
        double markedBefore,
        double right,
        double sound,
        double minimal,
        double exact,
        double copiedReference,
        double edits,
        double exactEdits) {

    private static final double MARKED = 0.4;
    private static final double DOUBTED = 0.5;
    private static final int BATCH = 250;

    /** A wrong answer to be audited. */
    record Wrong(ArithmeticQuestion question, String answer) {}

    /** Reviews all answers, some at a time. */
    static RewardModelAudit of(Policy model, RewritePrompt prompt, List<Wrong> answers) {
        Tally tally = new Tally();
        for (int begin = 0; begin < answers.size(); begin += BATCH) {
            List<Wrong> some = answers.subList(begin, Math.min(answers.size(), begin + BATCH));
            List<ReviewRequest> requests =
                    some.stream().map(wrong -> request(model, prompt, wrong)).toList();
            List<Review> reviews = model.review(requests, SampledAnswer.MOST_TOKENS);
            for (int i = 0; i < some.size(); i++) {
                tally.add(some.get(i), reviews.get(i), model.tokenizer());
            }
        }
        return tally.audit();
    }

    private static ReviewRequest request(Policy model, RewritePrompt prompt, Wrong wrong) {
        Tokenizer tokenizer = model.tokenizer();
        int[] answer = tokenizer.encode(wrong.answer());
        int[] scored = Arrays.copyOf(answer, answer.length + 1);
        scored[answer.length] = tokenizer.eos();
        ArithmeticQuestion question = wrong.question();
        int[] read =
                prompt.render(tokenizer, question.text(), question.reference().text(), answer);
        return new ReviewRequest(read, scored, true);
    }

    /** Counts what the reviews say. */
    private static final class Tally {
        private final List<boolean[]> flags = new ArrayList<>();
        private long before;
        private long markedBefore;
        private long otherPath;
        private long edits;
        private long exactEdits;

        void add(Wrong wrong, Review review, Tokenizer tokenizer) {
            ArithmeticQuestion question = wrong.question();
            String exact = ClosestPath.to(wrong.answer(), question);
            int first = SolutionText.firstDifference(wrong.answer(), exact);
            int[] tokens = review.rewrite();
            String rewrite = tokens == null || !review.stopped() ? "" : tokenizer.decode(tokens);
            int made = SolutionText.edits(wrong.answer(), rewrite);
            int least = SolutionText.edits(wrong.answer(), exact);
            boolean right = question.answeredBy(rewrite);
            String reference = question.reference().text();
            boolean other = !exact.equals(reference);
            flags.add(new boolean[] {
                review.probabilities()[first] < MARKED,
                right,
                question.sound(rewrite),
                right && made <= least,
                rewrite.equals(exact),
                other && rewrite.equals(reference)
            });
            for (int i = 0; i < first; i++) {
                markedBefore += review.probabilities()[i] < DOUBTED ? 1 : 0;
            }
            before += first;
            otherPath += other ? 1 : 0;
            edits += made;
            exactEdits += least;
        }

        private double share(int flag) {
            return flags.stream().filter(of -> of[flag]).count() / (double) Math.max(1, flags.size());
        }

        RewardModelAudit audit() {
            double all = Math.max(1, flags.size());
            return new RewardModelAudit(
                    flags.size(),
                    share(0),
                    markedBefore / (double) Math.max(1, before),
                    share(1),
                    share(2),
                    share(3),
                    share(4),
                    share(5) * all / Math.max(1, otherPath),
                    edits / all,
                    exactEdits / all);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d answers: first wrong marked %.3f, before it %.4f; rewrites right %.3f, sound %.3f, minimal %.3f,"
                        + " exact %.3f, copied reference %.3f; edits %.2f of %.2f",
                answers,
                firstWrongMarked,
                markedBefore,
                right,
                sound,
                minimal,
                exact,
                copiedReference,
                edits,
                exactEdits);
    }
}
