package dev.errata.rewardmodel.judge.rules;

import java.util.List;
import java.util.Locale;

/** The text of an option without what only decorates it: markdown, quotes, dollar signs, a full stop, case. */
final class ChoiceText {

    private static final List<String> COMMANDS = List.of("\\boxed{", "\\text{", "\\textbf{", "\\mathrm{", "\\mbox{");
    private static final String DECORATION = "*_`\"'“”$#~";

    private ChoiceText() {}

    /** One spelling: lower case, single blanks, no decoration around it and no final full stop. */
    static String normal(String text) {
        String bare = bare(text).replace('’', '\'').replace('‘', '\'');
        return collapsed(bare.toLowerCase(Locale.ROOT));
    }

    /** The text without decoration around it. */
    static String bare(String text) {
        int from = 0;
        int to = text.length();
        boolean changed = true;
        while (changed && from < to) {
            int fromBefore = from;
            int toBefore = to;
            while (from < to && isAround(text.charAt(from))) {
                from++;
            }
            while (to > from && (isAround(text.charAt(to - 1)) || isStop(text, from, to))) {
                to--;
            }
            for (String command : COMMANDS) {
                if (to > from && text.startsWith(command, from) && text.charAt(to - 1) == '}') {
                    from += command.length();
                    to--;
                }
            }
            changed = from != fromBefore || to != toBefore;
        }
        return text.substring(from, Math.max(from, to));
    }

    private static boolean isAround(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || DECORATION.indexOf(c) >= 0;
    }

    /** A final full stop or exclamation mark; the stop of an abbreviation such as "U.S." goes on both sides alike. */
    private static boolean isStop(String text, int from, int to) {
        char last = text.charAt(to - 1);
        return (last == '.' || last == '!') && to - 1 > from;
    }

    private static String collapsed(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (!space) {
                line.append(blank && line.length() > 0 ? " " : "").append(c);
            }
            blank = space;
        }
        return line.toString();
    }
}
