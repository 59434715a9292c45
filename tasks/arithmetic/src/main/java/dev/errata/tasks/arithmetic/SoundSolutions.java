package dev.errata.tasks.arithmetic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All solutions of a question that are sound step by step, explored as a deterministic automaton over written steps.
 *
 * <p>A step is sound if it is true, takes a product of the question or any two of the remaining numbers, and puts back
 * a result that keeps the total; no number is negative. So operands may be commuted, and terms folded that are not
 * neighbors. The worked solutions of {@link PathSearch}, a small subset, do neither. Every sound beginning can be
 * completed.
 */
public final class SoundSolutions {

    /** Stands for the end-of-sequence token, which no text contains. */
    private static final char END = '\0';

    private final Set<Remaining> start;

    /** The solutions of a question of these terms. */
    public SoundSolutions(List<Term> terms) {
        start = Set.of(Remaining.of(terms));
    }

    /** The rests of the question before the first step. */
    Set<Remaining> start() {
        return start;
    }

    /** The sound steps as text, in alphabetical order, with the possible remainders after each. */
    static Map<String, Set<Remaining>> steps(Set<Remaining> left) {
        Map<String, Set<Remaining>> steps = new TreeMap<>();
        for (Remaining one : left) {
            one.steps().forEach((text, rest) -> steps.computeIfAbsent(text, unused -> new TreeSet<>())
                    .addAll(rest));
        }
        return steps;
    }

    /** The final answer as text; empty while something remains to be calculated. */
    static Optional<String> ending(Set<Remaining> left) {
        return left.stream().filter(Remaining::done).findFirst().map(one -> SolutionText.ANSWER_MARK + one.answer());
    }

    /** Whether a text is exactly one of the solutions. */
    public boolean contains(String text) {
        return firstImpossibleToken(text).isEmpty();
    }

    /**
     * Index of the last token of the shortest prefix of the text that is not a prefix of any sound solution. The
     * end-of-sequence token counts as the last token of text and solutions. So the index is the number of the text's
     * tokens where the text is a prefix of a solution but not a whole one.
     *
     * @return the index, in task tokens; empty where the text is a solution
     */
    public OptionalInt firstImpossibleToken(String text) {
        String rest = SolutionText.tokens(text) + END;
        int at = 0;
        Set<Remaining> left = start;
        while (true) {
            Optional<String> ending = ending(left);
            if (ending.isPresent()) {
                String last = SolutionText.tokens(ending.get()) + END;
                return rest.equals(last) ? OptionalInt.empty() : OptionalInt.of(at + shared(rest, last));
            }
            Map<String, Set<Remaining>> steps = steps(left);
            int width = rest.indexOf(SolutionText.STEP_END) + 1;
            Set<Remaining> next = steps.get(rest.substring(0, width));
            if (next == null) {
                String wrong = rest;
                return OptionalInt.of(at
                        + steps.keySet().stream()
                                .mapToInt(step -> shared(wrong, step))
                                .max()
                                .orElse(0));
            }
            at += width;
            rest = rest.substring(width);
            left = next;
        }
    }

    private static int shared(String one, String other) {
        int shared = 0;
        while (shared < Math.min(one.length(), other.length()) && one.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    /** Number of different solutions. */
    public long count() {
        return count(start, new HashMap<>());
    }

    private static long count(Set<Remaining> left, Map<Set<Remaining>, Long> known) {
        Long before = known.get(left);
        if (before != null) {
            return before;
        }
        long count = ending(left).isPresent() ? 1 : 0;
        for (Set<Remaining> next : steps(left).values()) {
            count += count(next, known);
        }
        known.put(left, count);
        return count;
    }
}
