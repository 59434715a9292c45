package dev.errata.rewardmodel.judge.latex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The normal form of a final answer in LaTeX: a list of items, which a comma, "and" or "or" separates and whose order
 * does not matter.
 *
 * <p>Two answers are the same if their items are. Coordinates, the ends of intervals and the cells of matrices keep
 * their order. Numbers are compared by value; nothing that changes a value is dropped.
 *
 * @param items at least one, sorted
 */
public record AnswerForm(List<Item> items) {

    private static final int LONGEST = 4_096;
    private static final int MOST_ITEMS = 256;

    /** Reads an answer; of one that cannot be read, the normal form is its text. */
    public static AnswerForm of(String answer) {
        if (answer.length() <= LONGEST) {
            try {
                List<Item> items = items(trimmed(AnswerTokens.of(answer)));
                items.sort(Comparator.comparing(Item::value)
                        .thenComparing(Item::name)
                        .thenComparing(Item::unit));
                return new AnswerForm(List.copyOf(items));
            } catch (UnreadableAnswerException unreadable) {
                // Compared as it is written.
            }
        }
        return new AnswerForm(List.of(new Item("", "unread " + answer.strip().replaceAll("\\s+", ""), "")));
    }

    /** Whether two answers are the same. */
    public boolean matches(AnswerForm other) {
        boolean same = items.size() == other.items.size();
        for (int i = 0; same && i < items.size(); i++) {
            same = items.get(i).matches(other.items.get(i));
        }
        return same;
    }

    /** Tokens without what stands around an answer, and with one spelling of degrees. */
    private static List<Token> trimmed(List<Token> all) {
        int from = 0;
        int to = all.size();
        while (to > from
                && Set.of(".", ",", ";", "*", "\\\\").contains(all.get(to - 1).text())) {
            to--;
        }
        while (from < to && all.get(from).is("*")) {
            from++;
        }
        List<Token> kept = new ArrayList<>();
        for (int i = from; i < to; i++) {
            boolean raised = all.get(i).is("^") && i + 1 < to;
            boolean bare = raised && all.get(i + 1).is("circ");
            boolean braced = raised
                    && i + 3 < to
                    && all.get(i + 1).is("{")
                    && all.get(i + 2).is("circ");
            if (bare || braced) {
                kept.add(new Token(Token.Kind.COMMAND, "degree", false, false));
                i += bare ? 1 : 3;
            } else if (raised
                    && i + 3 < to
                    && all.get(i + 2).isNumber()
                    && all.get(i + 3).is("}")) {
                kept.add(all.get(i));
                kept.add(all.get(i + 2));
                i += 3;
            } else {
                kept.add(all.get(i));
            }
        }
        return kept;
    }

    private static List<Item> items(List<Token> tokens) throws UnreadableAnswerException {
        List<Token> inner = tokens;
        for (List<Token> next = unwrapped(inner); next != inner; next = unwrapped(inner)) {
            inner = next;
        }
        inner = namedSet(inner);
        List<Item> items = new ArrayList<>();
        Expressions expressions = new Expressions(inner);
        for (int[] part : parts(inner, expressions)) {
            if (part[0] < part[1]) {
                addItem(inner.subList(part[0], part[1]), items, inner.size() != part[1] - part[0]);
            }
        }
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new UnreadableAnswerException("no items, or too many");
        }
        // "3/4 or 0.75" says one number in two ways.
        boolean alternatives =
                inner.stream().anyMatch(token -> token.isWord() && token.text().equals("or"));
        return alternatives ? new ArrayList<>(new LinkedHashSet<>(items)) : items;
    }

    /** The elements of a set with a name, such as {@code S=\{1,2\}}; else the tokens as they are. */
    private static List<Token> namedSet(List<Token> tokens) throws UnreadableAnswerException {
        List<Integer> relations = new Expressions(tokens).relations(0, tokens.size());
        int behind = relations.size() == 1 ? relations.get(0) + 1 : tokens.size();
        boolean set = behind < tokens.size()
                && (tokens.get(behind - 1).is("=") || tokens.get(behind - 1).is("in"))
                && tokens.get(behind).is("\\{");
        if (!set || !Item.isName(tokens.subList(0, behind - 1))) {
            return tokens;
        }
        return unwrapped(tokens.subList(behind, tokens.size()));
    }

    /** An item, or two where it says plus or minus; of a list within a list, its items. */
    private static void addItem(List<Token> tokens, List<Item> items, boolean ofMany) throws UnreadableAnswerException {
        if (ofMany && unwrapped(tokens) != tokens && tokens.get(0).is("\\{")) {
            items.add(Item.of(tokens));
            return;
        }
        long signs = tokens.stream().filter(token -> token.is("pm")).count();
        if (signs != 1) {
            items.add(Item.of(tokens));
            return;
        }
        for (String sign : List.of("+", "-")) {
            items.add(Item.of(tokens.stream()
                    .map(token -> token.is("pm") ? new Token(Token.Kind.SYMBOL, sign, false, false) : token)
                    .toList()));
        }
    }

    private static List<int[]> parts(List<Token> tokens, Expressions expressions) {
        List<int[]> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < tokens.size(); i = expressions.next(i)) {
            Token token = tokens.get(i);
            boolean joins = token.kind() == Token.Kind.WORD
                    && (token.text().equals("and") || token.text().equals("or"));
            if (joins || token.is(",") || token.is(";") || token.is("vee")) {
                parts.add(new int[] {begin, i});
                begin = i + 1;
            }
        }
        parts.add(new int[] {begin, tokens.size()});
        return parts;
    }

    /** What stands within braces around the whole: a set is the list of its elements, and (x) is x. */
    private static List<Token> unwrapped(List<Token> tokens) throws UnreadableAnswerException {
        int last = tokens.size() - 1;
        if (last < 2) {
            return tokens;
        }
        Expressions expressions = new Expressions(tokens);
        if (expressions.brackets().partner(0) != last) {
            return tokens;
        }
        String open = tokens.get(0).text();
        boolean described = expressions.has(1, last, ":") || expressions.has(1, last, "|");
        boolean tuple = expressions.has(1, last, ",") || expressions.has(1, last, ";");
        boolean round = open.equals("(") && tokens.get(last).is(")") && !tuple;
        boolean list = open.equals("{") || (open.equals("\\{") && !described);
        return round || list ? tokens.subList(1, last) : tokens;
    }
}
