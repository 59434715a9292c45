package dev.errata.tasks.arithmetic;

/** The kinds of error that the corruptor makes; four in five are structural, as those of a trained policy are. */
public enum Mistake {
    /** An operand is another number of the question or of the solution. */
    OPERAND_REPLACED(22, true),
    /** A number that was already used up is used again. */
    TERM_USED_TWICE(15, true),
    /** A term is never folded in. */
    TERM_DROPPED(10, true),
    /** A product is taken for one of its factors. */
    PRODUCT_AS_FACTOR(8, true),
    /** Two terms are run together, {@code 3*2} from {@code 3*3+2*2}. */
    TERMS_MERGED(8, true),
    /** The solution ends before its last step. */
    EARLY_STOP(7, true),
    /** A subtracted term is added. */
    SIGN_LOST(8, true),
    /** The operator is another one. */
    WRONG_OPERATOR(2, true),
    /** The result of a step is wrong for its operands. */
    RESULT_SLIP(13, false),
    /** An operand has a wrong digit. */
    OPERAND_SLIP(3, false),
    /** The final number is not the result of the last step. */
    WRONG_FINAL(4, false);

    private final int percent;
    private final boolean structural;

    Mistake(int percent, boolean structural) {
        this.percent = percent;
        this.structural = structural;
    }

    /** Share of the mistakes drawn, percent; the shares add up to 100. */
    public int percent() {
        return percent;
    }

    /** Whether it is an error of bookkeeping, not of calculation. */
    public boolean structural() {
        return structural;
    }

    /** The kind for a number in [0, 100). */
    static Mistake drawn(int percentile) {
        int left = percentile;
        for (Mistake mistake : values()) {
            left -= mistake.percent;
            if (left < 0) {
                return mistake;
            }
        }
        throw new AssertionError("the shares of the mistakes do not add up to 100");
    }
}
