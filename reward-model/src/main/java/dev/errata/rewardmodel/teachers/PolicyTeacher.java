package dev.errata.rewardmodel.teachers;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy that rewrites greedily with the reference solution in its prompt. It may be the policy in training itself,
 * for use where there is no stronger model.
 */
public final class PolicyTeacher implements Teacher {

    private final String name;
    private final Policy policy;
    private final RewriteTemplate template;
    private final int maxTokens;

    /**
     * A teacher that owns its policy.
     *
     * @param name names the weights and the template, so that other ones are another teacher
     * @param maxTokens most tokens of a rewrite
     */
    public PolicyTeacher(String name, Policy policy, RewriteTemplate template, int maxTokens) {
        this.name = name;
        this.policy = policy;
        this.template = template;
        this.maxTokens = maxTokens;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Lesson> teach(List<WrongAnswer> answers) {
        List<Lesson> lessons = new ArrayList<>();
        List<SamplingRequest> requests = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            int[] prompt = policy.prompt(template.fill(answers.get(i)));
            lessons.add(new Lesson.Declined("too long for the teacher"));
            if (prompt.length < policy.maxPositions()) {
                requests.add(new SamplingRequest(prompt, 0));
                asked.add(i);
            }
        }
        if (!requests.isEmpty()) {
            List<Completion> completions = policy.sample(requests, SamplingSettings.greedy(maxTokens));
            for (int i = 0; i < asked.size(); i++) {
                lessons.set(asked.get(i), lesson(completions.get(i)));
            }
        }
        return lessons;
    }

    private Lesson lesson(Completion completion) {
        return completion.stopped()
                ? new Lesson.Rewritten(
                        policy.tokenizer().decode(completion.tokens()).strip())
                : new Lesson.Declined("the rewrite never ended");
    }

    @Override
    public void close() {
        policy.close();
    }
}
