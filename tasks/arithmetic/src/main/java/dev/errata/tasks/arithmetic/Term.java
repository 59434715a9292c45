package dev.errata.tasks.arithmetic;

import java.util.List;

/**
 * One signed term of a question: a number, or a product of two.
 *
 * @param sign PLUS or MINUS; the first term of a question has PLUS, which is not written
 * @param factors one number, or two to be multiplied
 */
public record Term(Operator sign, List<Integer> factors) {

    /** Checks the sign and the number of factors. */
    public Term {
        factors = List.copyOf(factors);
        if (sign == Operator.TIMES || factors.isEmpty() || factors.size() > 2) {
            throw new IllegalArgumentException("a term is +- one number or a product of two: " + sign + factors);
        }
    }

    /** Whether it is still to be multiplied out. */
    public boolean product() {
        return factors.size() == 2;
    }

    /** The text of a question of these terms, such as {@code 4*2+8+6*4}. */
    public static String text(List<Term> terms) {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            if (text.length() > 0) {
                text.append(term.sign.symbol());
            }
            text.append(term.factors.get(0));
            if (term.product()) {
                text.append(Operator.TIMES.symbol()).append(term.factors.get(1));
            }
        }
        return text.toString();
    }
}
