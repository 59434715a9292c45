package dev.errata.tasks.arithmetic;

import java.util.List;

/**
 * A question with its worked solutions and one of them chosen as its reference.
 *
 * @param terms the terms of the sum
 * @param paths the solutions in the manner that is taught, at most 400, in a fixed order; a part of the
 *     {@link SoundSolutions}
 * @param reference the worked solution that is shown; one of {@code paths}
 */
public record ArithmeticQuestion(List<Term> terms, List<SolutionPath> paths, SolutionPath reference) {

    /** Copies the lists. */
    public ArithmeticQuestion {
        terms = List.copyOf(terms);
        paths = List.copyOf(paths);
        if (!paths.contains(reference)) {
            throw new IllegalArgumentException("the reference is not a worked solution of " + Term.text(terms));
        }
    }

    /** The question as the policy reads it. */
    public String text() {
        return Term.text(terms);
    }

    /** The same question with another of its worked solutions as reference. */
    public ArithmeticQuestion withReference(SolutionPath other) {
        return new ArithmeticQuestion(terms, paths, other);
    }

    /** The right final answer. */
    public int answer() {
        return reference.answer();
    }

    /** Whether a text is a solution that is sound step by step, in any order. */
    public boolean sound(String solution) {
        return new SoundSolutions(terms).contains(solution);
    }

    /** Whether a text ends in the right final answer, with any steps. */
    public boolean answeredBy(String solution) {
        return SolutionText.answer(solution).orElse(-1) == answer();
    }
}
