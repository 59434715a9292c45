package dev.errata.policy.tokenizer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts the operand of {@code not} into brackets: Jinja, like Python, reads {@code not x is defined} as
 * {@code not (x is defined)}, but Jinjava reads {@code (not x) is defined}.
 */
final class PythonNot {

    private static final Pattern BEFORE_IN = Pattern.compile("\\s+in\\b");
    private static final Set<String> WEAKER = Set.of("and", "or", "if", "else", ",", ":");

    private final String template;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Integer> opened = new ArrayDeque<>();
    private int at;
    private int depth;

    private PythonNot(String template) {
        this.template = template;
    }

    /** The template with the brackets. */
    static String bracketed(String template) {
        PythonNot rewriting = new PythonNot(template);
        while (rewriting.at < template.length()) {
            if (template.startsWith("{#", rewriting.at)) {
                rewriting.comment();
            } else if (template.startsWith("{%", rewriting.at)) {
                rewriting.expression("%}");
            } else if (template.startsWith("{{", rewriting.at)) {
                rewriting.expression("}}");
            } else {
                rewriting.copy(1);
            }
        }
        return rewriting.text.toString();
    }

    private void copy(int characters) {
        text.append(template, at, at + characters);
        at += characters;
    }

    private void comment() {
        int end = template.indexOf("#}", at + 2);
        copy((end < 0 ? template.length() : end + 2) - at);
    }

    private void expression(String end) {
        copy(2);
        depth = 0;
        String last = "";
        while (at < template.length() && !ends(end)) {
            String token = template.substring(at, tokenEnd());
            step(token, last);
            last = token.isBlank() ? last : token;
        }
        close(Integer.MIN_VALUE);
    }

    /** Index behind the string, word or single character at an index. */
    private int tokenEnd() {
        char first = template.charAt(at);
        int end = at + 1;
        if (first == '\'' || first == '"') {
            while (end < template.length() && template.charAt(end) != first) {
                end += template.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end + 1, template.length());
        }
        while (isWord(first) && end < template.length() && isWord(template.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    /** The end of an expression, or the sign before it that takes white space along. */
    private boolean ends(String end) {
        boolean sign = template.charAt(at) == '-' || template.charAt(at) == '+';
        return template.startsWith(end, sign ? at + 1 : at) && depth <= 0;
    }

    private void step(String token, String last) {
        if (WEAKER.contains(token)) {
            close(depth);
        } else if (token.equals(")") || token.equals("]") || token.equals("}")) {
            close(depth);
            depth--;
        } else if (token.equals("(") || token.equals("[") || token.equals("{")) {
            depth++;
        }
        copy(token.length());
        boolean ofAnother = last.equals("is")
                || BEFORE_IN.matcher(template).region(at, template.length()).lookingAt();
        if (token.equals("not") && !ofAnother) {
            text.append(" (");
            opened.push(depth);
        }
    }

    /** Closes the brackets that were opened at this depth or deeper. */
    private void close(int least) {
        while (!opened.isEmpty() && opened.peek() >= least) {
            opened.pop();
            // No space inside the brackets; white space goes behind them.
            int end = text.length();
            while (Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            text.insert(end, ')');
        }
    }
}
