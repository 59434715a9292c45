package dev.errata.rewardmodel.judge.rules;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the announced answer out of its sentence: formulas with what joins them, or else words and plain formulas. */
final class MathClause {

    private static final int LONGEST = 2_000;
    private static final int LONGEST_ALONE = 400;
    private static final int MOST_WORDS_ALONE = 3;

    /** What may stand between two formulas of one answer. */
    private static final Pattern JOINT =
            Pattern.compile("\\s*(?:,|;)?\\s*(?:and|or)?\\s*|\\s*(?:=|,? ?where|is)\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern END_OF_PLAIN = Pattern.compile(
            "\\.(?:\\s|$)|\\n|[,;:]?\\s+(?:because|since|so|which|where|as|by|but|hence|thus|therefore|when|with|while)\\b"
                    + "|\\s*\\((?:check|since|because|as|i\\.e|e\\.g|that|see|from|note|by)\\b"
                    + "|;\\s*[a-z]{3,}|,\\s+not\\b|\\s+(?:and not|rather than|instead of)\\b|!\\s",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FILLER = Pattern.compile(
            "(?:equal to|equals|simply|just|therefore|thus|then|clearly|given by|option|the (?:number|value|point|pair"
                    + "|ordered pair|ordered triple|interval|set|fraction|matrix|vector|equation|expression|polynomial))\\s+",
            Pattern.CASE_INSENSITIVE);

    /** A unit in plain words behind the last formula. */
    private static final Pattern BEHIND_FORMULA = Pattern.compile(
            "([$)\\]]) (?:square |cubic )?(?:units?|inches|feet|meters|centimeters|cm|degrees|dollars|cents)$");

    private static final Set<String> REMARKS = Set.of(
            "correct", "right", "wrong", "incorrect", "as follows", "below", "above", "verified", "confirmed", "clear");

    private MathClause() {}

    /** The announced answer; blank where there is none. */
    static String of(String text, Announcement announcement) {
        int from = behindBlanks(text, announcement.from(), announcement.to());
        int to = Math.min(announcement.to(), from + LONGEST);
        String clause = withoutFiller(text.substring(from, to));
        int formula = endOfFormulas(clause);
        if (formula > 0) {
            return formulas(clause, formula);
        }
        Matcher end = END_OF_PLAIN.matcher(clause);
        String plain = clause.substring(0, plainEnd(clause, end));
        return withoutDecoration(plain);
    }

    private static String withoutFiller(String clause) {
        String bare = clause;
        for (Matcher filler = FILLER.matcher(bare); filler.lookingAt(); filler = FILLER.matcher(bare)) {
            bare = bare.substring(filler.end());
        }
        return bare;
    }

    /** Blanks, line ends, and the markdown or quotes that open before an answer. */
    private static int behindBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && (Character.isWhitespace(text.charAt(at)) || "*_`\"“:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /** The end of a plain clause: the first end that stands outside of brackets. */
    private static int plainEnd(String clause, Matcher end) {
        int depth = 0;
        int at = 0;
        while (end.find()) {
            for (; at < end.start(); at++) {
                char c = clause.charAt(at);
                depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
            }
            if (depth <= 0) {
                return end.start();
            }
        }
        return clause.length();
    }

    /** The end of the formulas that a clause starts with; 0 where it starts with none. */
    private static int endOfFormulas(String clause) {
        int end = endOfFormula(clause, 0);
        int last = end;
        while (end > 0) {
            last = end;
            int next = nextFormula(clause, end);
            end = next < 0 || !JOINT.matcher(clause).region(end, next).matches() ? 0 : endOfFormula(clause, next);
        }
        return last;
    }

    private static int nextFormula(String clause, int from) {
        int most = Math.min(clause.length(), from + 20);
        for (int i = from; i < most; i++) {
            if (endOfFormula(clause, i) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** The end of the formula {@code $...$}, {@code \(...\)} or {@code \[...\]} that starts at an index; else 0. */
    private static int endOfFormula(String text, int at) {
        if (text.startsWith("\\(", at) || text.startsWith("\\[", at)) {
            int close = text.indexOf(text.charAt(at + 1) == '(' ? "\\)" : "\\]", at);
            return close < 0 ? 0 : close + 2;
        }
        if (at >= text.length() || text.charAt(at) != '$') {
            return 0;
        }
        boolean display = text.startsWith("$$", at);
        int begin = at + (display ? 2 : 1);
        int close = text.indexOf(display ? "$$" : "$", begin);
        while (close > begin && text.charAt(close - 1) == '\\') {
            close = text.indexOf(display ? "$$" : "$", close + 1);
        }
        // "$5 and $6" are two amounts of money.
        boolean money = close > begin
                && !display
                && Character.isWhitespace(text.charAt(close - 1))
                && close + 1 < text.length()
                && Character.isDigit(text.charAt(close + 1));
        return close <= begin || money ? 0 : close + (display ? 2 : 1);
    }

    private static String formulas(String clause, int end) {
        String behind = clause.substring(end);
        Matcher unit = Pattern.compile("\\s*(?:or|and)\\b").matcher(behind);
        String formulas = clause.substring(0, end)
                .replace("\\(", " ")
                .replace("\\)", " ")
                .replace("\\[", " ")
                .replace("\\]", " ")
                .replaceAll("(?<!\\\\)\\$", " ");
        // "$3$ or 5": the list goes on in plain text.
        return (unit.lookingAt() ? formulas + behind.lines().findFirst().orElse("") : formulas).strip();
    }

    private static String withoutDecoration(String plain) {
        String bare = plain.strip();
        while (!bare.isEmpty() && "*_`\"”".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        return bare.startsWith("'") && bare.endsWith("'") && bare.length() > 2
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }

    /** Whether what follows "the answer is" is no answer: "correct". */
    static boolean isRemark(String answer) {
        return REMARKS.contains(answer.strip().toLowerCase(java.util.Locale.ROOT));
    }

    /** The whole text where it is short, one line, and has no more words than an answer; else null. */
    static @Nullable String alone(String text) {
        if (text.length() > 2 * LONGEST_ALONE) {
            return null;
        }
        String line = withoutDecoration(text.strip());
        line = line.substring(Words.skip(line, 0, line.length(), false));
        while (!line.isEmpty() && "*_`\"“#".indexOf(line.charAt(0)) >= 0) {
            line = line.substring(1).strip();
        }
        boolean box = line.contains("\\boxed") || line.contains("\\fbox");
        if (line.isEmpty() || line.length() > LONGEST_ALONE || line.indexOf('\n') >= 0 || box) {
            return null;
        }
        int formula = endOfFormulas(line);
        if (formula > 0) {
            return line.substring(formula).isBlank()
                            || line.substring(formula).strip().equals(".")
                    ? formulas(line, formula)
                    : null;
        }
        if (line.indexOf('$', 1) > 0 || line.contains("\\(") || line.contains("\\[")) {
            return null;
        }
        Matcher words =
                Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{2,}").matcher(line.replaceAll("\\\\[a-z]+\\{[^{}]*\\}", ""));
        int count = 0;
        while (words.find()) {
            count++;
        }
        return count <= MOST_WORDS_ALONE ? line : null;
    }

    /** The last formula of a text without announcement, if nothing but a unit and a full stop follow it; else null. */
    static @Nullable String lastFormula(String text) {
        String end = text.substring(Math.max(0, text.length() - LONGEST)).strip();
        while (!end.isEmpty() && ".*_ ".indexOf(end.charAt(end.length() - 1)) >= 0) {
            end = end.substring(0, end.length() - 1);
        }
        end = BEHIND_FORMULA.matcher(end).replaceFirst("$1");
        String open = end.endsWith("$$")
                ? "$$"
                : end.endsWith("$") ? "$" : end.endsWith("\\)") ? "\\(" : end.endsWith("\\]") ? "\\[" : "";
        int close = end.length() - open.length();
        int begin = open.isEmpty() ? -1 : end.lastIndexOf(open, close - 1);
        return begin < 0 || begin + open.length() >= close
                ? null
                : end.substring(begin + open.length(), close).strip();
    }
}
