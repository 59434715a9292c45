package dev.errata.tasks.arithmetic;

/**
 * One line of a solution, {@code left op right=result;}.
 *
 * @param left left operand
 * @param operator the operation
 * @param right right operand
 * @param result the number written after the equals sign
 * @param leftFrom index of the step that made the left operand, or {@link #GIVEN}
 * @param rightFrom index of the step that made the right operand, or {@link #GIVEN}
 */
public record Step(int left, Operator operator, int right, int result, int leftFrom, int rightFrom) {

    /** The place of an operand in the question itself. */
    public static final int GIVEN = -1;

    /** A true step. */
    public static Step of(int left, Operator operator, int right, int leftFrom, int rightFrom) {
        return new Step(left, operator, right, operator.apply(left, right), leftFrom, rightFrom);
    }

    /** Its text, semicolon included. */
    public String text() {
        return "" + left + operator.symbol() + right + '=' + result + SolutionText.STEP_END;
    }
}
