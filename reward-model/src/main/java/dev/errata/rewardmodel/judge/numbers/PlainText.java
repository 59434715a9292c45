package dev.errata.rewardmodel.judge.numbers;

import java.util.Map;

/**
 * Rewrites a short text so that its numbers are in ASCII: all kinds of digits, minus signs, spaces and quotes, and what
 * LaTeX writes around numbers. {@code \$1{,}200} becomes {@code $1,200}, {@code 2\frac12} becomes {@code 2 1/2}, and
 * U+2212 becomes a hyphen.
 */
public final class PlainText {

    /** LaTeX commands that stand for an operator or a separator; all other commands become a space. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("times", " * "),
            Map.entry("cdot", " * "),
            Map.entry("div", " / "),
            Map.entry("pm", "±"),
            Map.entry("mp", "±"),
            Map.entry("pi", "π"),
            Map.entry("sqrt", "√"),
            Map.entry("approx", " = "),
            Map.entry("equiv", " = "),
            Map.entry("neq", "≠"),
            Map.entry("ne", "≠"),
            Map.entry("leq", "≤"),
            Map.entry("le", "≤"),
            Map.entry("lt", "<"),
            Map.entry("geq", "≥"),
            Map.entry("ge", "≥"),
            Map.entry("gt", ">"));

    private static final String VULGAR = "½1/2⅓1/3⅔2/3¼1/4¾3/4⅕1/5⅖2/5⅗3/5⅘4/5⅙1/6⅚5/6⅛1/8⅜3/8⅝5/8⅞7/8";
    private static final int LONGEST_MARK = 200;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final String text;
    private final int to;
    private final StringBuilder plain;
    private int at;

    private PlainText(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.plain = new StringBuilder(to - from + 8);
    }

    /** Part of a text, from one index to before another. */
    public static String of(String text, int from, int to) {
        PlainText reading = new PlainText(text, from, to);
        while (reading.at < to) {
            reading.next();
        }
        return reading.plain.toString();
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\\') {
            command();
        } else if (c == '{' && at + 2 < to && text.charAt(at + 1) == ',' && text.charAt(at + 2) == '}') {
            plain.append(',');
            at += 3;
        } else if (c == '{' || c == '}') {
            at++;
        } else if (c == '<' && text.startsWith("<<", at)) {
            at = behindCalculatorMark();
        } else if (c < 128) {
            plain.append(c == '~' || c == '\t' || c == '\r' ? ' ' : c);
            at++;
        } else {
            foreign(c);
            at++;
        }
    }

    /** Index behind a mark such as {@code <<48/2=24>>}, which repeats what is said; else behind one character. */
    private int behindCalculatorMark() {
        int most = Math.min(to, at + LONGEST_MARK);
        int end = at + 2;
        while (end < most && text.charAt(end) != '>' && text.charAt(end) != '\n') {
            end++;
        }
        if (end < most && text.startsWith(">>", end)) {
            return end + 2;
        }
        plain.append('<');
        return at + 1;
    }

    /** A character beyond ASCII. */
    private void foreign(char c) {
        String vulgar = vulgarFraction(c);
        int superscript = SUPERSCRIPTS.indexOf(c);
        if (!vulgar.isEmpty()) {
            boolean afterDigit = plain.length() > 0 && isDigit(plain.charAt(plain.length() - 1));
            plain.append(afterDigit ? " " : "").append(vulgar);
        } else if (superscript >= 0) {
            boolean goesOn = plain.length() > 1 && SUPERSCRIPTS.indexOf(text.charAt(at - 1)) >= 0;
            plain.append(goesOn ? "" : "^").append((char) ('0' + superscript));
        } else {
            plain.append(ascii(c));
        }
    }

    /** The fraction of two digits that one character such as ¾ shows; empty for another character. */
    public static String vulgarFraction(char c) {
        int at = c < 128 ? -1 : VULGAR.indexOf(c);
        return at < 0 ? "" : VULGAR.substring(at + 1, at + 4);
    }

    /** The ASCII character that a character stands for, or the character itself. */
    public static char ascii(char c) {
        if (c < 128) {
            return c;
        }
        if (c >= '！' && c <= '～') {
            return (char) (c - '！' + '!');
        }
        return switch (c) {
            case '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\uFE63' -> '-';
            case '\u2014', '\u2015' -> ';';
            case '\u2018', '\u2019', '\u02BC' -> '\'';
            case '\u201C', '\u201D' -> '"';
            case '×', '·', '⋅', '∙' -> '*';
            case '÷', '⁄', '∕' -> '/';
            case '€', '£', '¥', '₹' -> '$';
            case '≈', '≡' -> '=';
            case '\u200B', '\u2060', '\uFEFF' -> ' ';
            default -> Character.isSpaceChar(c) ? ' ' : c;
        };
    }

    private void command() {
        int end = at + 1;
        while (end < to && isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at + 1, end);
        if (name.isEmpty()) {
            char next = end < to ? text.charAt(end) : ' ';
            at = Math.min(to, end + 1);
            // \! takes space away, other spacing is a thin space; \$ and \% are themselves.
            if (next != '!') {
                plain.append(next == '$' || next == '%' ? next : ' ');
            }
            return;
        }
        at = end;
        if (!name.endsWith("frac") || !fraction()) {
            plain.append(COMMANDS.getOrDefault(name, " "));
        }
    }

    /** The arguments of a fraction of whole numbers: {@code {1}{2}} or {@code 12}. */
    private boolean fraction() {
        int aboveEnd = argument(at);
        int belowEnd = aboveEnd < 0 ? -1 : argument(aboveEnd);
        if (belowEnd < 0) {
            return false;
        }
        boolean afterDigit = plain.length() > 0 && isDigit(plain.charAt(plain.length() - 1));
        plain.append(afterDigit ? " " : "")
                .append(bare(at, aboveEnd))
                .append('/')
                .append(bare(aboveEnd, belowEnd));
        at = belowEnd;
        return true;
    }

    private String bare(int from, int end) {
        return text.charAt(from) == '{' ? text.substring(from + 1, end - 1) : text.substring(from, end);
    }

    /** The end of one digit, or of a signed whole number in braces; -1 where there is neither. */
    private int argument(int from) {
        if (from < to && isDigit(text.charAt(from))) {
            return from + 1;
        }
        if (from >= to || text.charAt(from) != '{') {
            return -1;
        }
        int end = from + 1;
        while (end < to && (isDigit(text.charAt(end)) || (text.charAt(end) == '-' && end == from + 1))) {
            end++;
        }
        return end < to && end > from + 1 && text.charAt(end) == '}' ? end + 1 : -1;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
