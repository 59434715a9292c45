package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.latex.Factor.Term;
import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import java.math.BigDecimal;

/** Fractions of terms: {@code 3\sqrt2/4} is the coefficient 3/4 and the rest {@code sqrt(2)}. */
final class Fractions {

    private Fractions() {}

    /** One term over another. */
    static Factor of(Term above, Term below) {
        boolean zero = below.coefficient().signum() == 0;
        if (zero) {
            return Factor.of("frac(" + above.written() + "," + below.written() + ")");
        }
        ExactNumber coefficient = above.coefficient().over(below.coefficient());
        if (above.isNumber() && below.isNumber()) {
            return Factor.of(coefficient);
        }
        String top = unwrapped(above.rest());
        String rest = below.isNumber() ? above.rest() : "frac(" + top + "," + unwrapped(below.rest()) + ")";
        Term term = new Term(coefficient, rest);
        return coefficient.sameAs(ExactNumber.of(BigDecimal.ONE))
                ? Factor.of(rest)
                : new Factor(null, term.written(), false);
    }

    /** A form without the round brackets around it, if they belong together. */
    static String unwrapped(String form) {
        if (!form.startsWith("(") || !form.endsWith(")")) {
            return form;
        }
        int depth = 0;
        for (int i = 0; i < form.length() - 1; i++) {
            depth += form.charAt(i) == '(' ? 1 : form.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return form;
            }
        }
        String inner = form.substring(1, form.length() - 1);
        return inner.indexOf(',') >= 0 ? form : inner;
    }
}
