package dev.errata.tasks.arithmetic.recipes;

import dev.errata.policy.Policy;
import dev.errata.rewardmodel.rewrite.LocatingPrompt;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.Corruptor;
import dev.errata.tasks.arithmetic.SolutionText;
import dev.errata.tasks.arithmetic.Split;
import dev.errata.tasks.arithmetic.audit.RewardModelAudit;
import dev.errata.tasks.arithmetic.audit.UnsoundAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Audits a reward model on wrong answers to held-out questions, which no model has learned from: corrupted worked
 * solutions, and the wrong answers of a policy.
 *
 * @param sets the questions
 * @param answers most answers of each kind
 * @param seed seed of the corruptions and of the sampled answers
 */
public record AuditRecipe(QuestionSets sets, int answers, long seed) {

    /** Number of times that a policy is asked the same questions, to get enough wrong answers. */
    private static final int MOST_ROUNDS = 8;

    /** The audit of the shipped reward model: 500 answers of each kind. */
    public static AuditRecipe demo() {
        return new AuditRecipe(QuestionSets.demo().withHeldOut(QuestionSets.MOST_HELD_OUT), 500, 3);
    }

    /** Audits of one reward model, by the origin of the wrong answers. */
    public record Audits(RewardModelAudit corrupted, RewardModelAudit real) {}

    /** Audits the reward model in a folder with the wrong answers of the policy in another. */
    public Audits run(Path policy, Path rewardModel) throws IOException {
        List<ArithmeticQuestion> questions = sets.of(Split.HELD_OUT);
        List<UnsoundAnswer> corrupted = corrupted(questions);
        List<UnsoundAnswer> real;
        try (Policy asked = Policy.load(policy, "cpu")) {
            real = real(asked, questions);
        }
        RewritePrompt prompt = RewritePrompt.load(rewardModel);
        LocatingPrompt locating = LocatingPrompt.load(rewardModel).orElse(null);
        try (Policy model = Policy.load(rewardModel, "cpu")) {
            return new Audits(
                    RewardModelAudit.of(model, prompt, locating, corrupted, SampledAnswer.MOST_TOKENS),
                    RewardModelAudit.of(model, prompt, locating, real, SampledAnswer.MOST_TOKENS));
        }
    }

    private List<UnsoundAnswer> corrupted(List<ArithmeticQuestion> questions) {
        Corruptor corruptor = new Corruptor(new SplittableRandom(seed));
        return questions.stream()
                .limit(answers)
                .map(question ->
                        new UnsoundAnswer(question, corruptor.corrupt(question).wrong()))
                .toList();
    }

    /** Finished answers with a wrong final number, different from one another, sampled at temperature 1. */
    private List<UnsoundAnswer> real(Policy policy, List<ArithmeticQuestion> questions) {
        Set<UnsoundAnswer> wrong = new LinkedHashSet<>();
        for (int round = 0; round < MOST_ROUNDS && wrong.size() < answers; round++) {
            SampledAnswer.of(policy, questions, 1, seed + (long) round * questions.size()).stream()
                    .filter(answer -> answer.finished() && !answer.right())
                    .filter(answer -> policy.tokenizer().encode(answer.text()).length
                            == SolutionText.tokens(answer.text()).length())
                    .forEach(answer -> wrong.add(new UnsoundAnswer(answer.question(), answer.text())));
        }
        return wrong.stream().limit(answers).toList();
    }
}
