package dev.errata.tasks.arithmetic;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds every legal solution of a question.
 *
 * <p>At each point a solution may multiply out a product, or fold two neighboring terms that are plain values and of
 * which the left one is positive. Every value stays between 0 and the largest one allowed.
 */
final class PathSearch {

    /** Most paths listed for one question. */
    static final int MOST_PATHS = 400;

    private final int largestValue;
    private final List<SolutionPath> found = new ArrayList<>();

    private PathSearch(int largestValue) {
        this.largestValue = largestValue;
    }

    /** A term or an intermediate value; {@code from} is the step that made it, or {@link Step#GIVEN}. */
    private record Part(Term term, boolean pending, int value, int from) {
        static Part of(Term term) {
            return new Part(
                    term, term.product(), term.product() ? 0 : term.factors().get(0), Step.GIVEN);
        }

        Part become(Step step, int index) {
            return new Part(term, false, step.result(), index);
        }
    }

    /** All legal paths in a fixed order, at most {@link #MOST_PATHS}. */
    static List<SolutionPath> paths(List<Term> terms, int largestValue) {
        PathSearch search = new PathSearch(largestValue);
        search.extend(terms.stream().map(Part::of).toList(), List.of());
        return List.copyOf(search.found);
    }

    private void extend(List<Part> parts, List<Step> steps) {
        if (found.size() >= MOST_PATHS) {
            return;
        }
        if (parts.size() == 1 && !parts.get(0).pending()) {
            found.add(new SolutionPath(steps));
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.pending()) {
                List<Integer> factors = part.term().factors();
                take(
                        parts,
                        i,
                        1,
                        steps,
                        Step.of(factors.get(0), Operator.TIMES, factors.get(1), Step.GIVEN, Step.GIVEN));
            } else if (foldable(parts, i)) {
                Part next = parts.get(i + 1);
                take(
                        parts,
                        i,
                        2,
                        steps,
                        Step.of(part.value(), next.term().sign(), next.value(), part.from(), next.from()));
            }
        }
    }

    private static boolean foldable(List<Part> parts, int i) {
        return i + 1 < parts.size()
                && !parts.get(i + 1).pending()
                && parts.get(i).term().sign() == Operator.PLUS;
    }

    /** Replaces {@code width} parts at {@code i} by the result of a step, if it is within bounds, and continues. */
    private void take(List<Part> parts, int i, int width, List<Step> steps, Step step) {
        if (step.result() < 0 || step.result() > largestValue) {
            return;
        }
        List<Part> rest = new ArrayList<>(parts.subList(0, i));
        rest.add(parts.get(i).become(step, steps.size()));
        rest.addAll(parts.subList(i + width, parts.size()));
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        extend(rest, longer);
    }
}
