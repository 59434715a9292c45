package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples answers of a policy. The seed of an answer follows from the question's id and the answer's index, so an
 * answer is the same in any batch.
 *
 * @param policy the policy; not closed here
 * @param settings how answers are drawn
 * @param perQuestion answers to each question
 * @param seed another seed gives other answers
 */
public record PolicyAnswers(Policy policy, SamplingSettings settings, int perQuestion, long seed) implements Answering {

    /** 2^64 divided by the golden ratio, so that the seeds of similar ids lie far apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    @Override
    public List<GivenAnswer> answer(List<Question> questions) {
        List<SamplingRequest> requests = new ArrayList<>();
        List<Question> asked = new ArrayList<>();
        List<GivenAnswer> answers = new ArrayList<>();
        for (Question question : questions) {
            int[] prompt = policy.prompt(question.getText());
            boolean readable = prompt.length < policy.maxPositions();
            for (int sample = 0; sample < perQuestion; sample++) {
                if (readable) {
                    requests.add(new SamplingRequest(
                            prompt, seed + STRIDE * question.getId().hashCode() + sample));
                    asked.add(question);
                } else {
                    answers.add(new GivenAnswer(question, sample, "", false));
                }
            }
        }
        if (!requests.isEmpty()) {
            List<Completion> completions = policy.sample(requests, settings);
            for (int i = 0; i < requests.size(); i++) {
                answers.add(given(asked.get(i), i % perQuestion, completions.get(i)));
            }
        }
        return answers;
    }

    private GivenAnswer given(Question question, int sample, Completion completion) {
        int[] tokens = completion.tokens();
        int[] withoutEnd = completion.stopped() ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
        String text = policy.tokenizer().decode(withoutEnd);
        boolean same = Arrays.equals(policy.tokenizer().encode(text), withoutEnd);
        return new GivenAnswer(question, sample, text, completion.stopped() && same);
    }
}
