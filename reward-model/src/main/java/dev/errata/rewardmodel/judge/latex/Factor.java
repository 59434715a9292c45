package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A factor of a term: a number, or anything else by its normal form.
 *
 * @param number its value if it is a number; else null
 * @param form its normal form; of a number, empty
 * @param ordered whether its place matters, as a word's does
 */
record Factor(@Nullable ExactNumber number, String form, boolean ordered) {

    static Factor of(ExactNumber number) {
        return new Factor(number, "", false);
    }

    static Factor of(String form) {
        return new Factor(null, form, false);
    }

    static Factor ordered(String form) {
        return new Factor(null, form, true);
    }

    String written() {
        return number == null ? form : number.written();
    }

    /**
     * A product of factors: its numeric coefficient, and the normal form of the rest.
     *
     * @param coefficient the number in front
     * @param rest the other factors; empty where it is a number alone
     */
    record Term(ExactNumber coefficient, String rest) {

        private static final ExactNumber ONE = ExactNumber.of(BigDecimal.ONE);

        /** The product of factors; xy is yx, but words and punctuation keep their order. */
        static Term of(List<Factor> factors, boolean negative) {
            if (factors.stream().anyMatch(Factor::ordered)) {
                String sequence =
                        String.join(" ", factors.stream().map(Factor::written).toList());
                return new Term(negative ? ONE.negated() : ONE, sequence);
            }
            ExactNumber coefficient = negative ? ONE.negated() : ONE;
            boolean hasNumber = false;
            List<String> rest = new ArrayList<>();
            for (Factor factor : factors) {
                if (factor.number() == null) {
                    rest.add(factor.form());
                } else if (hasNumber) {
                    // A product of numbers that was not worked out is no number.
                    rest.add("×" + factor.written());
                } else {
                    coefficient = coefficient.times(factor.number());
                    hasNumber = true;
                }
            }
            rest.sort(null);
            return new Term(coefficient, String.join(" ", rest));
        }

        boolean isNumber() {
            return rest.isEmpty();
        }

        String written() {
            if (isNumber()) {
                return coefficient.written();
            }
            boolean one = coefficient.sameAs(ONE);
            boolean minusOne = coefficient.sameAs(ONE.negated());
            return one ? rest : minusOne ? "-" + rest : coefficient.written() + " " + rest;
        }
    }
}
