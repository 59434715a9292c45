package dev.errata.tasks.arithmetic.recipes;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A policy's answer to a question.
 *
 * @param question the question
 * @param text the answer, end-of-sequence token left out
 * @param finished whether the policy ended it
 */
record SampledAnswer(ArithmeticQuestion question, String text, boolean finished) {

    /** Most tokens of an answer. */
    static final int MOST_TOKENS = 56;

    /** Questions that are answered in one batch. */
    static final int BATCH = 500;

    /** Whether it is finished and ends in the right number. */
    boolean right() {
        return finished && question.answeredBy(text);
    }

    /** One answer to each question; the seed of answer i is {@code seed + i}. */
    static List<SampledAnswer> of(Policy policy, List<ArithmeticQuestion> questions, double temperature, long seed) {
        SamplingSettings settings = new SamplingSettings(temperature, 1, 0, MOST_TOKENS);
        List<SampledAnswer> answers = new ArrayList<>(questions.size());
        for (int begin = 0; begin < questions.size(); begin += BATCH) {
            int end = Math.min(questions.size(), begin + BATCH);
            List<SamplingRequest> requests = new ArrayList<>();
            for (int i = begin; i < end; i++) {
                requests.add(new SamplingRequest(policy.prompt(questions.get(i).text()), seed + i));
            }
            List<Completion> completions = policy.sample(requests, settings);
            for (int i = begin; i < end; i++) {
                Completion completion = completions.get(i - begin);
                String text = policy.tokenizer().decode(completion.tokens());
                boolean readable = Arrays.equals(policy.tokenizer().encode(text), withoutEnd(completion));
                answers.add(new SampledAnswer(questions.get(i), text, completion.stopped() && readable));
            }
        }
        return answers;
    }

    private static int[] withoutEnd(Completion completion) {
        int[] tokens = completion.tokens();
        return completion.stopped() ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    }

    /** Share of the questions answered right, greedily. */
    static double accuracy(Policy policy, List<ArithmeticQuestion> questions) {
        return share(of(policy, questions, 0, 0));
    }

    /** Share of the answers that are right. */
    static double share(List<SampledAnswer> answers) {
        return answers.stream().filter(SampledAnswer::right).count() / (double) Math.max(1, answers.size());
    }
}
