package dev.errata.tasks.arithmetic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rest of a question after some steps: signed numbers, and products that are not multiplied out yet, in any order.
 * A sound step takes one product, or any two of the numbers, and puts back a result that keeps the total.
 */
final class Remaining implements Comparable<Remaining> {

    private static final int MINUS = 1;
    private static final int FACTOR = 1_000;

    /** Ascending. A number v is 2v; a product of a <= b is -2(1000a + b); subtracted parts have 1 added. */
    private final int[] parts;

    private Remaining(int[] parts) {
        this.parts = parts;
        Arrays.sort(parts);
    }

    /** All of a question. */
    static Remaining of(List<Term> terms) {
        return new Remaining(terms.stream().mapToInt(Remaining::part).toArray());
    }

    private static int part(Term term) {
        int sign = term.sign() == Operator.MINUS ? MINUS : 0;
        if (!term.product()) {
            return 2 * term.factors().get(0) + sign;
        }
        int one = term.factors().get(0);
        int other = term.factors().get(1);
        return -2 * (FACTOR * Math.min(one, other) + Math.max(one, other)) + sign;
    }

    /** Whether nothing remains to be calculated. */
    boolean done() {
        return parts.length == 1 && parts[0] >= 0;
    }

    /** The answer, once {@link #done}. */
    int answer() {
        return parts[0] / 2;
    }

    /** Every sound step as text, with the remainder after it; the same text may leave different remainders. */
    Map<String, Set<Remaining>> steps() {
        Map<String, Set<Remaining>> steps = new TreeMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] < 0) {
                multiply(i, steps);
            }
            for (int j = i + 1; j < parts.length; j++) {
                if (parts[i] >= 0) {
                    fold(i, j, steps);
                }
            }
        }
        return steps;
    }

    private void multiply(int i, Map<String, Set<Remaining>> steps) {
        int sign = Math.floorMod(parts[i], 2);
        int factors = (sign - parts[i]) / 2;
        int one = factors / FACTOR;
        int other = factors % FACTOR;
        commuted(one, Operator.TIMES, other, steps, left(i, i, 2 * one * other + sign));
    }

    /** Adds two numbers of the same sign; subtracts the smaller of two numbers of different signs from the larger. */
    private void fold(int i, int j, Map<String, Set<Remaining>> steps) {
        int one = parts[i] / 2;
        int other = parts[j] / 2;
        boolean sameSign = parts[i] % 2 == parts[j] % 2;
        // Zero has both signs.
        if (sameSign || one == 0) {
            commuted(one, Operator.PLUS, other, steps, left(i, j, 2 * (one + other) + parts[j] % 2));
        }
        if (!sameSign || one == 0) {
            int difference = other - one;
            Remaining rest = left(i, j, difference == 0 ? 0 : 2 * difference + parts[j] % 2);
            add(Step.of(other, Operator.MINUS, one, Step.GIVEN, Step.GIVEN), steps, rest);
        }
    }

    private static void commuted(
            int one, Operator operator, int other, Map<String, Set<Remaining>> steps, Remaining rest) {
        add(Step.of(one, operator, other, Step.GIVEN, Step.GIVEN), steps, rest);
        add(Step.of(other, operator, one, Step.GIVEN, Step.GIVEN), steps, rest);
    }

    private static void add(Step step, Map<String, Set<Remaining>> steps, Remaining rest) {
        steps.computeIfAbsent(step.text(), text -> new TreeSet<>()).add(rest);
    }

    /** The rest of the question after a result has replaced parts i and j. */
    private Remaining left(int i, int j, int result) {
        int[] left = new int[i == j ? parts.length : parts.length - 1];
        int at = 0;
        for (int k = 0; k < parts.length; k++) {
            if (k != i && k != j) {
                left[at++] = parts[k];
            }
        }
        left[at] = result;
        return new Remaining(left);
    }

    @Override
    public int compareTo(Remaining other) {
        return Arrays.compare(parts, other.parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Remaining that && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts);
    }
}
