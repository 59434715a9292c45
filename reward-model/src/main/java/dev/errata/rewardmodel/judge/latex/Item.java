package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of an answer: {@code x = 5\text{ cm}} has the name x, the value 5 and the unit cm.
 *
 * @param name the short left side of an equation; empty where there is none
 * @param value the normal form of the value
 * @param unit the known unit behind the value; empty where there is none, or an unknown one
 */
record Item(String name, String value, String unit) {

    private static final int LONGEST_NAME = 8;

    private static final Map<String, BigDecimal> SCALES = Map.of(
            "hundred", BigDecimal.valueOf(100),
            "thousand", BigDecimal.valueOf(1_000),
            "million", BigDecimal.valueOf(1_000_000),
            "billion", BigDecimal.valueOf(1_000_000_000),
            "trillion", BigDecimal.valueOf(1_000_000_000_000L));

    /** Whether two items are the same. A name or a unit that only one of them has does not count. */
    boolean matches(Item other) {
        return value.equals(other.value) && agree(name, other.name) && agree(unit, other.unit);
    }

    private static boolean agree(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    static Item of(List<Token> all) throws UnreadableAnswerException {
        List<Token> tokens = all.stream().filter(token -> !token.is("dollar")).toList();
        Item item = read(tokens);
        boolean money = tokens.size() < all.size() && item.unit.isEmpty();
        return money ? new Item(item.name, item.value, "dollar") : item;
    }

    private static Item read(List<Token> tokens) throws UnreadableAnswerException {
        Expressions expressions = new Expressions(tokens);
        List<Integer> relations = expressions.relations(0, tokens.size());
        Item computed = chain(tokens, relations);
        if (computed != null) {
            return computed;
        }
        if (relations.size() == 1) {
            int relation = relations.get(0);
            List<Token> left = tokens.subList(0, relation);
            List<Token> right = tokens.subList(relation + 1, tokens.size());
            boolean equation = tokens.get(relation).is("=");
            if ((equation || tokens.get(relation).is("in")) && isName(left) && !right.isEmpty()) {
                return value(right, name(left));
            }
            if (equation && isName(right) && !left.isEmpty()) {
                return value(left, name(right));
            }
        }
        return relations.isEmpty() ? value(tokens, "") : new Item("", expressions.form(0, tokens.size()), "");
    }

    /**
     * What a chain such as {@code x = 2+3 = 5} or {@code 10/3 ≈ 3.33} states: the last exact side, if only numbers
     * stand before it; else null.
     */
    private static @Nullable Item chain(List<Token> tokens, List<Integer> relations) throws UnreadableAnswerException {
        int from = 0;
        int to = tokens.size();
        String name = "";
        for (int relation : relations) {
            List<Token> side = tokens.subList(from, relation);
            if (from == 0 && isName(side)) {
                name = name(side);
            } else if (side.stream().noneMatch(Token::isNumber)
                    || !side.stream().allMatch(Item::isConstant)) {
                return null;
            } else if (tokens.get(relation).is("≈")) {
                to = relation;
                break;
            }
            if (!tokens.get(relation).is("=") && !tokens.get(relation).is("≈")) {
                return null;
            }
            from = relation + 1;
        }
        List<Token> last = tokens.subList(from, to);
        boolean stated = last.stream().allMatch(token -> isConstant(token) || token.isWord());
        boolean chained = from > 0 || to < tokens.size();
        return chained && stated && !last.isEmpty() ? value(last, name) : null;
    }

    private static boolean isConstant(Token token) {
        boolean command = Spellings.FUNCTIONS.contains(token.text())
                || List.of("frac", "sqrt", "pi", "degree").contains(token.text());
        return token.isNumber() || command || (token.kind() == Token.Kind.SYMBOL && !token.is(","));
    }

    /** Letters, perhaps with an index or with arguments as in f(x); coordinates as in (x,y); or words. */
    static boolean isName(List<Token> tokens) {
        if (tokens.isEmpty() || tokens.size() > LONGEST_NAME) {
            return false;
        }
        int letters = 0;
        boolean index = false;
        boolean argument = false;
        for (Token token : tokens) {
            boolean letter = token.kind() == Token.Kind.LETTER || token.isWord();
            boolean greek = token.kind() == Token.Kind.COMMAND
                    && !Spellings.FUNCTIONS.contains(token.text())
                    && !List.of("frac", "sqrt", "infty", "pi", "degree").contains(token.text());
            boolean mark = List.of("(", ")", "_", "{", "}", ",", "'").contains(token.text());
            if (!letter && !greek && !mark && !((index || argument) && token.isNumber())) {
                return false;
            }
            argument = token.is("(") && token != tokens.get(0);
            index = token.is("_") || (index && token.is("{"));
            letters += (letter && token.kind() == Token.Kind.LETTER && !token.prose()) ? 1 : 0;
        }
        boolean coordinates = tokens.stream().anyMatch(token -> token.is(","));
        return letters <= 3 && (coordinates || !tokens.get(0).is("("));
    }

    private static String name(List<Token> tokens) {
        StringBuilder name = new StringBuilder();
        for (Token token : tokens) {
            name.append(token.is("{") || token.is("}") ? "" : token.text());
        }
        return name.toString();
    }

    private static Item value(List<Token> tokens, String name) throws UnreadableAnswerException {
        int unit = beginOfUnit(tokens);
        BigDecimal scale = unit < tokens.size() ? SCALES.get(tokens.get(unit).text()) : null;
        Expressions expressions = new Expressions(tokens.subList(0, unit));
        String form = expressions.form(0, unit);
        String behind = unit < tokens.size() ? known(tokens, unit + (scale == null ? 0 : 1)) : "";
        if (scale == null) {
            return new Item(name, form, behind);
        }
        List<Factor.Term> terms = expressions.terms(0, unit);
        boolean number = terms.size() == 1 && terms.get(0).isNumber();
        String scaled = number
                ? terms.get(0).coefficient().times(ExactNumber.of(scale)).written()
                : form + " " + tokens.get(unit).text();
        return new Item(name, scaled, behind);
    }

    /** The known unit from an index on; empty where it is unknown. */
    private static String known(List<Token> tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            String unit = Units.known(tokens.get(i).text());
            if (unit != null) {
                return unit;
            }
        }
        return "";
    }

    /** Index of the first token of a unit behind a value; the number of tokens where there is none. */
    private static int beginOfUnit(List<Token> tokens) {
        int begin = tokens.size();
        while (begin > 0 && isUnit(tokens, begin - 1)) {
            begin--;
        }
        while (begin < tokens.size()
                && (tokens.get(begin).is("^")
                        || tokens.get(begin).isNumber()
                        || tokens.get(begin).is("{")
                        || tokens.get(begin).is("}")
                        || tokens.get(begin).is("/"))) {
            begin++;
        }
        boolean angle = tokens.stream().anyMatch(token -> Spellings.FUNCTIONS.contains(token.text()));
        boolean valued = begin > 0
                && !angle
                && tokens.subList(0, begin).stream().noneMatch(Token::isWord)
                && endsValue(tokens, begin);
        return valued && isAllowed(tokens, begin) ? begin : tokens.size();
    }

    private static boolean isUnit(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        Token before = index > 0 ? tokens.get(index - 1) : null;
        boolean exponent = token.isNumber()
                && before != null
                && before.is("^")
                && index > 1
                && tokens.get(index - 2).isWord();
        boolean raised = token.is("^") && before != null && before.isWord();
        boolean between = (token.is("/") || token.is("."))
                && (before != null
                        && (before.isWord()
                                || index + 1 < tokens.size()
                                        && tokens.get(index + 1).isWord()));
        return token.isWord() || token.is("degree") || token.is("%") || exponent || raised || between;
    }

    /** Whether the token before the unit ends a value that can have one. */
    private static boolean endsValue(List<Token> tokens, int begin) {
        if (begin == tokens.size()) {
            return true;
        }
        Token before = tokens.get(begin - 1);
        boolean number = before.isNumber() || before.is("}") || before.is(")") || before.is("pi");
        boolean variable =
                before.kind() == Token.Kind.LETTER && tokens.get(begin).prose();
        return number || variable;
    }

    private static boolean isAllowed(List<Token> tokens, int begin) {
        for (int i = begin; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean scale = i == begin && SCALES.containsKey(token.text());
            if (token.isWord() && !scale && Units.isMeaningful(token.text())) {
                return false;
            }
        }
        return true;
    }
}
