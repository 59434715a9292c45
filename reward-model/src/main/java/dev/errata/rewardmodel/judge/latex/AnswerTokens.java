package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.latex.Token.Kind;
import dev.errata.rewardmodel.judge.numbers.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Cuts an answer in LaTeX into tokens. Spacing, sizes, dollar signs and styles leave none. */
final class AnswerTokens {

    private static final int MOST_DIGITS = 4_096;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    /** For each open brace: '{' shown, 'p' prose, 'u' unwrapped. */
    private final Deque<Character> braces = new ArrayDeque<>();

    private int at;
    private int prose;
    private int brackets;
    private int matrices;
    private int shortArguments;
    private boolean spaced;

    private AnswerTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        AnswerTokens cutting = new AnswerTokens(text);
        while (cutting.at < text.length()) {
            cutting.next();
        }
        return cutting.tokens;
    }

    private void next() {
        char c = PlainText.ascii(text.charAt(at));
        if (Spellings.isSpelledOut(text.charAt(at))) {
            named(Spellings.character(text.charAt(at)));
            at++;
        } else if (!PlainText.vulgarFraction(text.charAt(at)).isEmpty()) {
            vulgarFraction();
        } else if (Character.isWhitespace(c) || c == '~' || c == '$' || c == '"' || c == '`') {
            spaced |= c != '$';
            at++;
        } else if (c == '\\') {
            command();
        } else if (c == '{' || c == '}') {
            brace(c);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (SUPERSCRIPTS.indexOf(c) >= 0) {
            superscript();
        } else if (Character.isLetter(c)) {
            letters();
        } else {
            symbol(c);
        }
    }

    private void add(Kind kind, String spelling) {
        tokens.add(new Token(kind, spelling, prose > 0, spaced));
        spaced = false;
        shortArguments = spelling.equals("frac") && kind == Kind.COMMAND ? 2 : Math.max(0, shortArguments - 1);
    }

    /** Adds a command, or a symbol where the name is no word. */
    private void named(String name) {
        boolean command = name.length() > 1 && Character.isLetter(name.charAt(0));
        add(command ? Kind.COMMAND : Kind.SYMBOL, name);
    }

    private void brace(char c) {
        at++;
        if (c == '{') {
            if (text.startsWith(",}", at)) {
                at += 2;
                add(Kind.SYMBOL, ",");
                return;
            }
            braces.push('{');
            bracket("{", 1);
        } else if (!braces.isEmpty()) {
            char kind = braces.pop();
            prose -= kind == 'p' ? 1 : 0;
            spaced |= kind == 'p';
            if (kind == '{') {
                bracket("}", -1);
            }
        }
    }

    private void bracket(String spelling, int change) {
        add(Kind.SYMBOL, spelling);
        shortArguments = 0;
        brackets = Math.max(0, brackets + (spelling.length() > 1 || "([)]".contains(spelling) ? change : 0));
    }

    private void command() {
        int end = at + 1;
        while (end < text.length() && isAsciiLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at + 1, end);
        if (name.isEmpty()) {
            escaped();
            return;
        }
        at = end;
        if (Spellings.PROSE.contains(name) || Spellings.UNWRAPPED.contains(name)) {
            wrapper(Spellings.PROSE.contains(name));
        } else if (name.equals("begin") || name.equals("end")) {
            environment(name);
        } else if (name.equals("left") || name.equals("right")) {
            at += peek(0) == '.' ? 1 : 0;
        } else if (!Spellings.IGNORED.contains(name)) {
            named(Spellings.command(name));
        }
    }

    /** A backslash without letters behind it. */
    private void escaped() {
        char next = peek(1);
        if (next == '\\') {
            // Outside of a matrix a doubled backslash is one that was escaped twice.
            boolean command = matrices == 0 && isAsciiLetter(peek(2));
            at += command ? 1 : 2;
            if (!command && matrices > 0) {
                add(Kind.SYMBOL, "\\\\");
                at = Spellings.behindRowSpace(text, at);
            }
            return;
        }
        at = Math.min(text.length(), at + 2);
        if (next == '{' || next == '}') {
            bracket("\\" + next, next == '{' ? 1 : -1);
        } else if (next == '$') {
            add(Kind.COMMAND, "dollar");
        } else if (next == '%' || next == '&' || next == '#') {
            add(Kind.SYMBOL, String.valueOf(next));
        } else if (next == '|') {
            add(Kind.COMMAND, "norm");
        } else {
            spaced |= next == ' ' || next == ',' || next == ';' || next == ':';
        }
    }

    private void wrapper(boolean isProse) {
        int open = at;
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        if (open < text.length() && text.charAt(open) == '{') {
            at = open + 1;
            // An upright i or e is the number.
            boolean words = isProse && !text.startsWith("{i}", open) && !text.startsWith("{e}", open);
            braces.push(words ? 'p' : 'u');
            prose += words ? 1 : 0;
            spaced |= words;
        }
    }

    private void environment(String name) {
        int close = text.indexOf('}', at);
        if (peek(0) != '{' || close < 0 || close - at > 20) {
            add(Kind.COMMAND, name);
            return;
        }
        String environment = text.substring(at + 1, close);
        at = close + 1;
        matrices += name.equals("begin") ? 1 : matrices > 0 ? -1 : 0;
        if (environment.equals("array") && name.equals("begin") && peek(0) == '{') {
            int columns = text.indexOf('}', at);
            at = columns < 0 ? at : columns + 1;
        }
        brackets = Math.max(0, brackets + (name.equals("begin") ? 1 : -1));
        add(Kind.COMMAND, name + ":" + environment);
    }

    private void number() {
        StringBuilder digits = new StringBuilder();
        boolean single = shortArguments > 0;
        digits(digits, single ? 1 : MOST_DIGITS);
        boolean groups = !single && digits.length() > 0 && digits.length() <= 3;
        for (int group = 1; groups && group > 0; ) {
            group = Thousands.separatorAt(text, at, brackets > 0);
            at += group;
            digits(digits, group > 0 ? 3 : 0);
        }
        if (!single && peek(0) == '.' && isDigit(peek(1))) {
            digits.append('.');
            at++;
            digits(digits, MOST_DIGITS);
        }
        add(Kind.NUMBER, digits.toString());
    }

    private void digits(StringBuilder into, int most) {
        for (int count = 0; count < most && isDigit(PlainText.ascii(peek(0))); count++) {
            into.append(PlainText.ascii(peek(0)));
            at++;
        }
    }

    private void superscript() {
        add(Kind.SYMBOL, "^");
        StringBuilder digits = new StringBuilder();
        while (at < text.length() && SUPERSCRIPTS.indexOf(text.charAt(at)) >= 0) {
            digits.append(SUPERSCRIPTS.indexOf(text.charAt(at++)));
        }
        add(Kind.NUMBER, digits.toString());
    }

    /** A fraction in one character, such as ¾. */
    private void vulgarFraction() {
        String fraction = PlainText.vulgarFraction(text.charAt(at++));
        add(Kind.COMMAND, "frac");
        add(Kind.NUMBER, fraction.substring(0, 1));
        add(Kind.NUMBER, fraction.substring(2));
    }

    private void letters() {
        int end = at;
        while (end < text.length()
                && Character.isLetter(text.charAt(end))
                && !Spellings.isSpelledOut(text.charAt(end))) {
            end++;
        }
        String run = text.substring(at, Math.max(end, at + 1));
        at += run.length();
        String command = prose > 0 ? null : Spellings.wordAsCommand(run);
        boolean halfOfDay =
                (run.equalsIgnoreCase("a") || run.equalsIgnoreCase("p")) && text.regionMatches(true, at, ".m", 0, 2);
        boolean union = run.equals("U")
                && !tokens.isEmpty()
                && List.of(")", "]").contains(tokens.get(tokens.size() - 1).text());
        if (union) {
            add(Kind.COMMAND, "cup");
        } else if (command != null) {
            add(Kind.COMMAND, command);
        } else if (halfOfDay) {
            at += text.startsWith(".", at + 2) ? 3 : 2;
            add(Kind.WORD, run.toLowerCase(Locale.ROOT) + "m");
        } else if (run.length() == 1) {
            add(Kind.LETTER, run);
        } else if (Spellings.isWord(run) || prose > 0) {
            add(Kind.WORD, Spellings.isWord(run) ? run.toLowerCase(Locale.ROOT) : run);
        } else {
            run.chars().forEach(letter -> add(Kind.LETTER, String.valueOf((char) letter)));
        }
    }

    private void symbol(char c) {
        char next = peek(1);
        if ((c == '<' || c == '>' || c == '!') && next == '=') {
            at += 2;
            add(Kind.COMMAND, c == '<' ? "le" : c == '>' ? "ge" : "ne");
        } else if (c == '=' && (next == '<' || next == '=')) {
            at += 2;
            named(next == '<' ? "le" : "=");
        } else if (c == '(' || c == '[') {
            at++;
            bracket(String.valueOf(c), 1);
        } else if (c == ')' || c == ']') {
            at++;
            bracket(String.valueOf(c), -1);
        } else {
            at++;
            add(Kind.SYMBOL, String.valueOf(c));
        }
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
