package dev.errata.tasks.questions.layouts;

import java.util.Optional;

/** The final answer of a solution in LaTeX: what its last {@code \boxed{...}} or {@code \fbox{...}} holds. */
final class Boxed {

    private static final String[] MARKS = {"\\boxed", "\\fbox"};

    private Boxed() {}

    /** The content of the last box; empty where there is none, or its braces do not match. */
    static Optional<String> last(String solution) {
        int start = -1;
        for (String mark : MARKS) {
            int at = solution.lastIndexOf(mark);
            start = Math.max(start, at < 0 ? -1 : at + mark.length());
        }
        if (start < 0) {
            return Optional.empty();
        }
        String rest = solution.substring(start).stripLeading();
        return rest.startsWith("{") ? braced(rest) : bare(rest);
    }

    /** Braces behind a backslash are characters of the answer: {@code \{1, 2\}}. */
    private static Optional<String> braced(String rest) {
        int depth = 0;
        for (int i = 0; i < rest.length(); i++) {
            switch (rest.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return Optional.of(rest.substring(1, i).strip());
            }
        }
        return Optional.empty();
    }

    /** {@code \boxed 5} without braces: up to white space or the end of the formula. */
    private static Optional<String> bare(String rest) {
        int end = 0;
        while (end < rest.length() && " \t\n\r$".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? Optional.empty() : Optional.of(rest.substring(0, end));
    }
}
