package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.latex.Factor.Term;
import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the factors of a term: numbers, fractions, roots, powers, functions, brackets, words. */
final class Factors {

    private static final int MOST_DIGITS = 200;

    private final List<Token> tokens;
    private final Brackets brackets;
    private final Expressions expressions;
    private final BracketForms bracketForms;
    private int at;
    private int to;

    Factors(List<Token> tokens, Brackets brackets, Expressions expressions) {
        this.tokens = tokens;
        this.brackets = brackets;
        this.expressions = expressions;
        this.bracketForms = new BracketForms(tokens, expressions);
    }

    /** The factors between two indices. */
    List<Factor> of(int from, int to) throws UnreadableAnswerException {
        int outerAt = this.at;
        int outerTo = this.to;
        this.at = from;
        this.to = to;
        try {
            if (from == to) {
                throw new UnreadableAnswerException("an operand is missing");
            }
            return expressions.has(from, to, ":") ? ratio(from, to) : factors();
        } finally {
            this.at = outerAt;
            this.to = outerTo;
        }
    }

    /** A time or a ratio, 12:05 or 3:1: digit for digit. */
    private List<Factor> ratio(int from, int to) {
        List<Factor> parts = new ArrayList<>();
        for (Token token : tokens.subList(from, to)) {
            parts.add(Factor.ordered(token.text()));
        }
        return parts;
    }

    private List<Factor> factors() throws UnreadableAnswerException {
        List<Factor> found = new ArrayList<>();
        while (at < to) {
            Token token = tokens.get(at);
            if (token.is("*")) {
                at++;
            } else if (token.is("/") && !found.isEmpty() && at + 1 < to) {
                at++;
                Factor above = found.remove(found.size() - 1);
                found.add(Fractions.of(termOf(above), termOf(signed())));
            } else {
                Factor mixed = mixed();
                found.add(mixed != null ? mixed : scaled(found, signed()));
            }
        }
        return found;
    }

    /** {@code 1.2 \times 10^3}: a power of ten behind a number multiplies it. */
    private Factor scaled(List<Factor> found, Factor factor) {
        boolean power = factor.form().startsWith("10^(") && !found.isEmpty();
        ExactNumber before = power ? found.get(found.size() - 1).number() : null;
        String exponent = power ? factor.form().substring(4, factor.form().length() - 1) : "";
        if (before == null || !exponent.matches("-?\\d{1,2}")) {
            return factor;
        }
        found.remove(found.size() - 1);
        return Factor.of(before.times(ExactNumber.of(BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(exponent)))));
    }

    /** A mixed number: {@code 3\frac{1}{2}}, {@code 3 1/2}; null where there is none. */
    private @Nullable Factor mixed() throws UnreadableAnswerException {
        int start = at;
        if (!tokens.get(at).isNumber() || at + 1 >= to || tokens.get(at).text().contains(".")) {
            return null;
        }
        boolean fraction = tokens.get(at + 1).is("frac");
        boolean slash = at + 3 < to
                && tokens.get(at + 1).isNumber()
                && tokens.get(at + 1).spaced()
                && tokens.get(at + 2).is("/")
                && tokens.get(at + 3).isNumber();
        if (!fraction && !slash) {
            return null;
        }
        ExactNumber whole = number(tokens.get(at++).text());
        Factor part = slash ? slashed() : postfixed();
        ExactNumber value = part.number();
        if (whole == null || value == null || !isProper(value)) {
            at = start;
            return null;
        }
        return Factor.of(whole.plus(value));
    }

    private static boolean isProper(ExactNumber value) {
        return value.signum() > 0 && value.numerator().compareTo(value.denominator()) < 0;
    }

    private Factor slashed() throws UnreadableAnswerException {
        Factor above = postfixed();
        at++;
        return Fractions.of(termOf(above), termOf(postfixed()));
    }

    private static Term termOf(Factor factor) {
        return Term.of(List.of(factor), false);
    }

    private Factor signed() throws UnreadableAnswerException {
        boolean negative = false;
        while (at + 1 < to && (tokens.get(at).is("-") || tokens.get(at).is("+"))) {
            negative ^= tokens.get(at).is("-");
            at++;
        }
        Factor factor = postfixed();
        ExactNumber number = factor.number();
        return !negative
                ? factor
                : number != null ? Factor.of(number.negated()) : Factor.of("(-" + factor.form() + ")");
    }

    /** A factor with its exponents, indices, factorials and primes. */
    private Factor postfixed() throws UnreadableAnswerException {
        Factor base = primary();
        while (at < to) {
            Token token = tokens.get(at);
            boolean raised = token.is("^");
            if ((raised || token.is("_")) && at + 1 < to) {
                at++;
                base = new Factor(null, base.written() + token.text() + "(" + argument() + ")", base.ordered());
            } else if (token.is("!") || token.is("'") || token.is("degree")) {
                at++;
                base = new Factor(null, base.written() + token.text(), base.ordered());
            } else {
                break;
            }
        }
        return base;
    }

    /** The argument of a command, of an exponent or of an index: a group, or else one factor. */
    private String argument() throws UnreadableAnswerException {
        return at < to && tokens.get(at).is("{") ? group() : signedPrimary().written();
    }

    private Factor signedPrimary() throws UnreadableAnswerException {
        boolean negative = at + 1 < to && tokens.get(at).is("-");
        at += negative ? 1 : 0;
        Factor factor = primary();
        ExactNumber number = factor.number();
        return !negative ? factor : number != null ? Factor.of(number.negated()) : Factor.of("-" + factor.form());
    }

    private String group() throws UnreadableAnswerException {
        int from = at + 1;
        int close = brackets.partner(at);
        at = close + 1;
        return expressions.form(from, close);
    }

    private Factor primary() throws UnreadableAnswerException {
        if (at >= to) {
            throw new UnreadableAnswerException("an operand is missing");
        }
        Token token = tokens.get(at);
        if (brackets.opens(at)) {
            int open = at;
            at = brackets.partner(at) + 1;
            return bracketForms.of(open, at - 1);
        }
        at++;
        return switch (token.kind()) {
            case NUMBER -> numeric(token.text());
            case LETTER -> letter(token);
            case WORD -> Factor.ordered(token.text());
            case SYMBOL -> Factor.ordered(token.text());
            case COMMAND -> command(token.text());
        };
    }

    /** Capital letters name points, so that AB is not BA; small ones are variables. */
    private static Factor letter(Token token) {
        boolean keepsPlace = token.prose() || Character.isUpperCase(token.text().charAt(0));
        return keepsPlace ? Factor.ordered(token.text()) : Factor.of(token.text());
    }

    private Factor command(String name) throws UnreadableAnswerException {
        if (name.equals("frac") && at < to) {
            Term above = fractionPart();
            return Fractions.of(above, fractionPart());
        }
        if (name.equals("sqrt") && at < to) {
            String index = tokens.get(at).is("[") ? bracketed() : "2";
            return Factor.of("sqrt" + index + "(" + Fractions.unwrapped(argument()) + ")");
        }
        return Spellings.FUNCTIONS.contains(name) ? function(name) : Factor.of("\\" + name);
    }

    private String bracketed() throws UnreadableAnswerException {
        int from = at + 1;
        int close = brackets.partner(at);
        at = close + 1;
        return "[" + expressions.form(from, close) + "]";
    }

    private Term fractionPart() throws UnreadableAnswerException {
        if (at < to && tokens.get(at).is("{")) {
            int open = at;
            at = brackets.partner(at) + 1;
            List<Term> terms = expressions.terms(open + 1, at - 1);
            return terms.size() == 1
                    ? terms.get(0)
                    : new Term(ExactNumber.of(BigDecimal.ONE), "(" + expressions.form(open + 1, at - 1) + ")");
        }
        return termOf(primary());
    }

    private Factor function(String name) throws UnreadableAnswerException {
        StringBuilder form = new StringBuilder(name);
        while (at + 1 < to && (tokens.get(at).is("^") || tokens.get(at).is("_"))) {
            form.append(tokens.get(at++).text()).append('(').append(argument()).append(')');
        }
        String argument = at < to ? Fractions.unwrapped(postfixed().written()) : "";
        return Factor.of(form.append('(').append(argument).append(')').toString());
    }

    private static Factor numeric(String digits) {
        ExactNumber number = number(digits);
        return number != null ? Factor.of(number) : Factor.of(digits);
    }

    private static @Nullable ExactNumber number(String digits) {
        return digits.length() <= MOST_DIGITS ? ExactNumber.of(new BigDecimal(digits)) : null;
    }
}
