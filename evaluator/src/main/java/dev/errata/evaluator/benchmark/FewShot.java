package dev.errata.evaluator.benchmark;

import dev.errata.policy.sampling.Seeds;
import dev.errata.schemas.Question;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many worked examples stand before each question, which ones, and how they are written.
 *
 * @param count number of examples; 0 for none
 * @param seed decides which questions are the examples: the same ones before every question and for every policy
 * @param template how a question and its answer are written; empty for the usual form of the task
 */
public record FewShot(int count, long seed, Optional<ShotTemplate> template) {

    /** No examples, and the question alone. */
    public static final FewShot NONE = new FewShot(0, 0, Optional.empty());

    /** Checks the count. */
    public FewShot {
        if (count < 0) {
            throw new IllegalArgumentException("The number of examples is " + count + ": give 0 or more.");
        }
    }

    /**
     * The examples: those with the smallest hash of seed and id, so that the order of a file does not matter.
     *
     * @throws UnusableBenchmarkException if there are not enough questions
     */
    List<Question> choose(List<Question> questions, String benchmark) {
        if (questions.size() < count) {
            throw new UnusableBenchmarkException("The benchmark '" + benchmark + "' has " + questions.size()
                    + " questions to take examples from, but few-shot is " + count
                    + ": give a larger file of examples, or a smaller number.");
        }
        return questions.stream()
                .sorted(Comparator.comparingLong(question ->
                        Seeds.of("few-shot").with(seed).with(question.getId()).seed()))
                .limit(count)
                .toList();
    }

    /** The template: the given one; else that of the task, if there are examples; else the question alone. */
    ShotTemplate templateFor(List<Question> questions) {
        return template.orElseGet(() -> count == 0
                ? ShotTemplate.QUESTION_ALONE
                : ShotTemplate.ofTask(questions.get(0).getTask()));
    }
}
