package dev.errata.tasks.arithmetic.recipes;

import dev.errata.rewardmodel.training.RewriteExample;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.Corruptor;
import dev.errata.tasks.arithmetic.ExactTeacher;
import dev.errata.tasks.arithmetic.SolutionPath;
import dev.errata.tasks.arithmetic.Teaching;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the training examples of the reward model: corrupted solutions, legal solutions that stay unchanged, and
 * answers of a policy. Each example has a randomly drawn legal path as its reference, so that references cannot be
 * memorized. Not thread-safe.
 */
final class RewriteExamples {

    private final List<ArithmeticQuestion> questions;
    private final List<SampledAnswer> real;
    private final Teaching teaching;
    private final ExactTeacher teacher;
    private final SplittableRandom random;
    private final Corruptor corruptor;

    /**
     * A source of examples.
     *
     * @param real answers of a policy that are worth learning, see {@link #worthLearning}
     */
    RewriteExamples(
            List<ArithmeticQuestion> questions, List<SampledAnswer> real, Teaching teaching, SplittableRandom random) {
        this.questions = List.copyOf(questions);
        this.real = List.copyOf(real);
        this.teaching = teaching;
        this.random = random;
        this.corruptor = new Corruptor(random.split());
        this.teacher = new ExactTeacher(teaching, random);
    }

    /**
     * The answers to learn from: all wrong ones, and a share of the sound ones as examples of unchanged answers. Right
     * answers that are not sound step by step are left out, because their final number is right by chance.
     */
    static List<SampledAnswer> worthLearning(List<SampledAnswer> answers, double legalShare, SplittableRandom random) {
        return answers.stream()
                .filter(SampledAnswer::finished)
                .filter(answer ->
                        !answer.right() || (answer.question().sound(answer.text()) && random.nextDouble() < legalShare))
                .toList();
    }

    /** Draws examples, of which a share of about {@code realShare} are answers of the policy. */
    List<RewriteExample> next(int count, double realShare) {
        return IntStream.range(0, count)
                .mapToObj(i -> !real.isEmpty() && random.nextDouble() < realShare ? realAnswer() : madeUp())
                .toList();
    }

    private RewriteExample realAnswer() {
        SampledAnswer answer = real.get(random.nextInt(real.size()));
        return example(answer.question(), answer.text());
    }

    private RewriteExample madeUp() {
        ArithmeticQuestion question = questions.get(random.nextInt(questions.size()));
        boolean identity = random.nextDouble() < teaching.identityShare();
        return example(
                question,
                identity ? path(question).text() : corruptor.corrupt(question).wrong());
    }

    private RewriteExample example(ArithmeticQuestion question, String answer) {
        ArithmeticQuestion shown = question.withReference(path(question));
        return new RewriteExample(shown.text(), shown.reference().text(), answer, teacher.rewrite(answer, shown));
    }

    private SolutionPath path(ArithmeticQuestion question) {
        return question.paths().get(random.nextInt(question.paths().size()));
    }
}
