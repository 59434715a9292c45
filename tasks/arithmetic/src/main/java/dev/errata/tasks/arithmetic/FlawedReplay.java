package dev.errata.tasks.arithmetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/** Writes a legal path again with mistakes at some of its steps. For one path only. */
final class FlawedReplay {

    private static final int LARGEST_RESULT = 99;

    private final List<Step> path;
    private final boolean carry;
    private final SplittableRandom random;
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Step> written = new ArrayList<>();
    private final List<Integer> usedUp = new ArrayList<>();
    private final Set<Integer> absorbed = new HashSet<>();
    private final int[] values;

    /**
     * A replay of one path of a question.
     *
     * @param carry whether later steps continue with a wrong value instead of the right one
     */
    FlawedReplay(ArithmeticQuestion question, SolutionPath path, boolean carry, SplittableRandom random) {
        this.path = path.steps();
        this.carry = carry;
        this.random = random;
        this.values = new int[this.path.size()];
        question.terms().forEach(term -> numbers.addAll(term.factors()));
        this.path.forEach(step -> numbers.add(step.result()));
    }

    /** The text; empty where a mistake does not fit its step or leaves the range of numbers. */
    Optional<String> run(Map<Integer, Mistake> mistakes) {
        boolean wrongFinal = mistakes.containsValue(Mistake.WRONG_FINAL);
        for (int i = 0; i < path.size(); i++) {
            Mistake mistake = mistakes.get(i);
            Step step = step(i);
            if (mistake == Mistake.EARLY_STOP) {
                if (i == path.size() - 1) {
                    return Optional.empty();
                }
                write(i, step);
                break;
            }
            if (mistake == null || mistake == Mistake.WRONG_FINAL) {
                writeOrAbsorb(i, step);
            } else if (!make(mistake, i, step)) {
                return Optional.empty();
            }
            if (!written.stream().allMatch(line -> inRange(line.result()))) {
                return Optional.empty();
            }
        }
        if (written.isEmpty()) {
            return Optional.empty();
        }
        int last = written.get(written.size() - 1).result();
        return Optional.of(SolutionText.of(written, wrongFinal ? wrongFinal(last) : last));
    }

    /** Step i with the present values of its operands. */
    private Step step(int i) {
        Step step = path.get(i);
        int left = step.leftFrom() == Step.GIVEN ? step.left() : values[step.leftFrom()];
        int right = step.rightFrom() == Step.GIVEN ? step.right() : values[step.rightFrom()];
        return Step.of(left, step.operator(), right, step.leftFrom(), step.rightFrom());
    }

    private void writeOrAbsorb(int i, Step step) {
        if (absorbed.contains(step.leftFrom())) {
            values[i] = step.left();
        } else if (absorbed.contains(step.rightFrom())) {
            values[i] = step.right();
        } else {
            write(i, step);
        }
    }

    private void write(int i, Step step) {
        written.add(step);
        usedUp.add(step.left());
        usedUp.add(step.right());
        values[i] = carry ? step.result() : path.get(i).result();
    }

    /** Writes step i with a mistake; false where the mistake does not fit it. */
    private boolean make(Mistake mistake, int i, Step step) {
        boolean product = step.operator() == Operator.TIMES;
        return switch (mistake) {
            case OPERAND_REPLACED -> writeWithOther(i, step, numbers);
            case TERM_USED_TWICE -> useTwice(i, step);
            case TERM_DROPPED ->
                !product && keep(i, step.operator() == Operator.MINUS || heads() ? step.left() : step.right());
            case PRODUCT_AS_FACTOR -> product && keep(i, heads() ? step.left() : step.right());
            case TERMS_MERGED -> merge(i, step);
            case SIGN_LOST -> step.operator() == Operator.MINUS && writeAs(i, step, Operator.PLUS);
            case WRONG_OPERATOR -> writeAs(i, step, Operator.values()[random.nextInt(3)]);
            case RESULT_SLIP -> writeResult(i, step);
            case OPERAND_SLIP ->
                heads()
                        ? writeOperands(i, step, slip(step.left()), step.right())
                        : writeOperands(i, step, step.left(), slip(step.right()));
            case EARLY_STOP, WRONG_FINAL -> throw new IllegalArgumentException(mistake + " is not made at a step");
        };
    }

    private static boolean inRange(int number) {
        return number >= 0 && number <= LARGEST_RESULT;
    }

    private boolean heads() {
        return random.nextBoolean();
    }

    /** Leaves the step out and continues with one of its operands. */
    private boolean keep(int i, int operand) {
        values[i] = operand;
        return true;
    }

    private boolean writeAs(int i, Step step, Operator operator) {
        write(i, Step.of(step.left(), operator, step.right(), step.leftFrom(), step.rightFrom()));
        return operator != step.operator();
    }

    private boolean writeOperands(int i, Step step, int left, int right) {
        write(i, Step.of(left, step.operator(), right, step.leftFrom(), step.rightFrom()));
        return true;
    }

    private boolean writeResult(int i, Step step) {
        if (!inRange(step.result())) {
            return false;
        }
        write(
                i,
                new Step(
                        step.left(),
                        step.operator(),
                        step.right(),
                        slip(step.result()),
                        step.leftFrom(),
                        step.rightFrom()));
        return true;
    }

    private boolean writeWithOther(int i, Step step, List<Integer> pool) {
        boolean left = heads();
        OptionalInt other = otherThan(left ? step.left() : step.right(), pool);
        return other.isPresent()
                && (left
                        ? writeOperands(i, step, other.getAsInt(), step.right())
                        : writeOperands(i, step, step.left(), other.getAsInt()));
    }

    /** Replaces an operand by a used one, or adds a step that uses one again. */
    private boolean useTwice(int i, Step step) {
        if (heads()) {
            return writeWithOther(i, step, List.copyOf(usedUp));
        }
        write(i, step);
        int again = usedUp.get(random.nextInt(usedUp.size()));
        Operator operator = random.nextInt(3) == 0 ? Operator.MINUS : Operator.PLUS;
        write(i, Step.of(step.result(), operator, again, i, Step.GIVEN));
        values[i] = written.get(written.size() - 1).result();
        return true;
    }

    /** A product takes a factor of another term, or two plain terms are multiplied; half the time the rest is lost. */
    private boolean merge(int i, Step step) {
        boolean made;
        if (step.operator() == Operator.TIMES) {
            made = writeWithOther(i, step, numbers);
        } else {
            made = step.leftFrom() == Step.GIVEN && step.rightFrom() == Step.GIVEN && writeAs(i, step, Operator.TIMES);
        }
        if (made && heads()) {
            absorbed.add(i);
        }
        return made;
    }

    private OptionalInt otherThan(int number, List<Integer> pool) {
        List<Integer> others = pool.stream().filter(other -> other != number).toList();
        return others.isEmpty() ? OptionalInt.empty() : OptionalInt.of(others.get(random.nextInt(others.size())));
    }

    private int wrongFinal(int last) {
        OptionalInt other = heads() ? otherThan(last, numbers) : OptionalInt.empty();
        return other.isPresent() ? other.getAsInt() : slip(last);
    }

    /** A different number close to one in range: one digit wrong, or off by 1, 2, 9, 10 or 20. */
    private int slip(int number) {
        while (true) {
            int other = heads() ? wrongDigit(number) : number + offset();
            if (other != number && inRange(other)) {
                return other;
            }
        }
    }

    private int wrongDigit(int number) {
        int place = number > 9 && heads() ? 10 : 1;
        return number + (random.nextInt(10) - number / place % 10) * place;
    }

    private int offset() {
        int[] offsets = {1, 2, 9, 10, 20};
        return offsets[random.nextInt(offsets.length)] * (heads() ? 1 : -1);
    }
}
