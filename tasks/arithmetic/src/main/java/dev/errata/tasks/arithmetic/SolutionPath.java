package dev.errata.tasks.arithmetic;

import java.util.List;

/** A legal solution: true steps in a legal order; the result of the last step is the answer. */
public record SolutionPath(List<Step> steps) {

    /** Copies the steps. */
    public SolutionPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a solution has at least one step");
        }
    }

    /** The final answer. */
    public int answer() {
        return steps.get(steps.size() - 1).result();
    }

    /** Its text, final answer included. */
    public String text() {
        return SolutionText.of(steps, answer());
    }
}
