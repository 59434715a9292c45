package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.latex.Factor.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Normal forms of the expressions within a list of tokens: sums of terms, relations, and everything in brackets.
 *
 * <p>Sums and products are sorted, fractions reduced to a coefficient and a rest, relations turned so that they read
 * {@code <}. Nothing else is calculated: {@code 48+24} is not 72, and {@code (x+1)^2} is not {@code x^2+2x+1}.
 */
final class Expressions {

    private static final Set<String> GREATER = Set.of(">", "ge");
    private static final Set<String> RELATIONS =
            Set.of("=", "<", ">", "le", "ge", "ne", "in", "≈", "equiv", "sim", "=>", "<=>", "to", "subset", "subseteq");

    private final List<Token> tokens;
    private final Brackets brackets;
    private final Factors factors;

    Expressions(List<Token> tokens) throws UnreadableAnswerException {
        this.tokens = tokens;
        this.brackets = new Brackets(tokens);
        this.factors = new Factors(tokens, brackets, this);
    }

    Brackets brackets() {
        return brackets;
    }

    /** Indices of the tokens between two indices, outside of inner brackets, that are relations. */
    List<Integer> relations(int from, int to) {
        List<Integer> found = new ArrayList<>();
        for (int i = from; i < to; i = next(i)) {
            if (RELATIONS.stream().anyMatch(tokens.get(i)::is)) {
                found.add(i);
            }
        }
        return found;
    }

    /** The index behind a token, or behind the brackets that it opens. */
    int next(int index) {
        return brackets.opens(index) ? brackets.partner(index) + 1 : index + 1;
    }

    /** Where the parts between separators begin and end, outside of inner brackets. */
    List<int[]> split(int from, int to, Set<String> separators) {
        List<int[]> parts = new ArrayList<>();
        int begin = from;
        for (int i = from; i < to; i = next(i)) {
            if (separators.stream().anyMatch(tokens.get(i)::is)) {
                parts.add(new int[] {begin, i});
                begin = i + 1;
            }
        }
        parts.add(new int[] {begin, to});
        return parts;
    }

    /** The normal form of an expression or a chain of relations. */
    String form(int from, int to) throws UnreadableAnswerException {
        List<Integer> relations = relations(from, to);
        if (relations.isEmpty()) {
            return union(from, to);
        }
        List<String> chain = new ArrayList<>();
        int begin = from;
        boolean turn = true;
        for (int relation : relations) {
            chain.add(union(begin, relation));
            chain.add(tokens.get(relation).text());
            turn &= GREATER.contains(tokens.get(relation).text());
            begin = relation + 1;
        }
        chain.add(union(begin, to));
        return String.join(" ", turn ? turned(chain) : symmetric(chain));
    }

    private static List<String> turned(List<String> chain) {
        List<String> turned = new ArrayList<>();
        for (int i = chain.size() - 1; i >= 0; i--) {
            String part = chain.get(i);
            turned.add(i % 2 == 0 ? part : part.equals("ge") ? "le" : "<");
        }
        return turned;
    }

    /** Two sides of = or != in one order. */
    private static List<String> symmetric(List<String> chain) {
        boolean swap = chain.size() == 3
                && Set.of("=", "ne").contains(chain.get(1))
                && chain.get(0).compareTo(chain.get(2)) > 0;
        return swap ? List.of(chain.get(2), chain.get(1), chain.get(0)) : chain;
    }

    private String union(int from, int to) throws UnreadableAnswerException {
        List<String> parts = new ArrayList<>();
        for (int[] part : split(from, to, Set.of("cup"))) {
            parts.add(sum(part[0], part[1]));
        }
        parts.sort(null);
        return String.join(" ∪ ", parts);
    }

    private String sum(int from, int to) throws UnreadableAnswerException {
        List<Term> terms = terms(from, to);
        List<String> written = new ArrayList<>(terms.size());
        terms.forEach(term -> written.add(term.written()));
        written.sort(null);
        return String.join(" + ", written);
    }

    /** The terms of a sum; one where it is no sum. */
    List<Term> terms(int from, int to) throws UnreadableAnswerException {
        List<Term> terms = new ArrayList<>();
        int begin = from;
        boolean negative = false;
        boolean operand = false;
        for (int i = from; i < to; i = next(i)) {
            Token token = tokens.get(i);
            boolean minus = token.is("-");
            if (minus || token.is("+")) {
                if (operand) {
                    terms.add(term(begin, i, negative));
                    negative = false;
                }
                if (operand || i == begin) {
                    negative ^= minus;
                    begin = i + 1;
                    operand = false;
                }
            } else {
                // A sign behind an operator belongs to its operand: 2*-3, x^-1.
                operand = !(token.is("*") || token.is("/") || token.is("^") || token.is("_"));
            }
        }
        terms.add(term(begin, to, negative));
        return terms;
    }

    private Term term(int from, int to, boolean negative) throws UnreadableAnswerException {
        return Term.of(factors.of(from, to), negative);
    }

    /** Whether a token stands between two indices, outside of inner brackets. */
    boolean has(int from, int to, String symbol) {
        for (int i = from; i < to; i = next(i)) {
            if (tokens.get(i).is(symbol)) {
                return true;
            }
        }
        return false;
    }
}
