package dev.errata.rewardmodel.judge.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The announcements of a text, from the last to the first: {@code ####}, {@code The answer is}, {@code Answer:},
 * {@code Final answer}, {@code \boxed{}}, {@code <answer>}, in upper or lower case, with markdown around them.
 *
 * <p>A text that goes on with another question after its answer ends where that question starts.
 */
final class Announcements {

    /** Announcements looked at before a text counts as having none: limits the cost of hostile texts. */
    private static final int MOST = 32;

    /** Words and commands looked at that might announce an answer. */
    private static final int MOST_TRIED = 1_000;

    /** Words that make what follows no claim: "if the answer is 5". */
    private static final Set<String> HYPOTHETICAL = Set.of(
            "if",
            "whether",
            "suppose",
            "assume",
            "assuming",
            "unless",
            "hope",
            "when",
            "once",
            "until",
            "why",
            "guess");

    /** Words between those and "answer". */
    private static final Set<String> BEFORE_ANSWER =
            Set.of("the", "final", "correct", "right", "best", "my", "our", "this", "that", "numerical", "s");

    private final String text;
    private final int limit;
    private int at;
    private int tried;

    private Announcements(String text, int limit) {
        this.text = text;
        this.limit = limit;
        this.at = limit;
    }

    /** The announcements of a text, the last one first; at most 32. */
    static List<Announcement> in(String text) {
        return upTo(text, RunOns.firstAfterAnnouncement(text));
    }

    /** The announcements before an index, the last one first. */
    static List<Announcement> upTo(String text, int limit) {
        Announcements searching = new Announcements(text, limit);
        List<Announcement> found = new ArrayList<>(4);
        for (Announcement next = searching.previous(); next != null && found.size() < MOST; ) {
            found.add(next);
            next = searching.previous();
        }
        return found;
    }

    private @Nullable Announcement previous() {
        while (at > 0 && tried < MOST_TRIED) {
            at--;
            Announcement found =
                    switch (text.charAt(at)) {
                        case '#' -> hashes();
                        case 'r', 'R' -> endsWith("answer") ? phrase("answer") : null;
                        case 'n', 'N' -> endsWith("option") ? phrase("option") : null;
                        case 'e', 'E' -> endsWith("choice") ? phrase("choice") : null;
                        case 's', 'S' -> endsWith("ans") ? phrase("ans") : null;
                        case 'd' -> endsWith("\\boxed") ? box("\\boxed") : null;
                        case 'x' -> endsWith("\\fbox") ? box("\\fbox") : null;
                        default -> null;
                    };
            if (found != null) {
                at = found.begin();
                return found;
            }
        }
        return null;
    }

    private boolean endsWith(String word) {
        int begin = at + 1 - word.length();
        boolean there = begin >= 0 && text.regionMatches(true, begin, word, 0, word.length());
        tried += there ? 1 : 0;
        return there;
    }

    /** Four hashes; with more of them the line is a heading. */
    private @Nullable Announcement hashes() {
        int end = at + 1;
        while (at > 0 && text.charAt(at - 1) == '#') {
            at--;
        }
        return end - at == 4 ? new Announcement(at, end, limit, Announcement.HASHES) : null;
    }

    private @Nullable Announcement box(String command) {
        int begin = at + 1 - command.length();
        return Boxes.read(text, begin, at + 1, limit);
    }

    /** "answer", "option" or "choice" with what makes it an announcement. */
    private @Nullable Announcement phrase(String noun) {
        int begin = at + 1 - noun.length();
        boolean inWord = (begin > 0 && Words.isLetter(text.charAt(begin - 1)));
        if (inWord || isHypothetical(begin)) {
            return null;
        }
        if (noun.equals("answer") && begin > 0 && text.charAt(begin - 1) == '<' && text.startsWith(">", at + 1)) {
            int end = text.indexOf("</", at);
            return new Announcement(begin - 1, at + 2, end < 0 || end > limit ? limit : end, "<answer>");
        }
        boolean option = noun.equals("option") || noun.equals("choice");
        if (option && !isSingledOut(begin)) {
            return null;
        }
        return new AnnouncingPhrase(text, begin, at + 1, limit).read(option ? "option" : "answer", isFinal(begin));
    }

    private boolean isHypothetical(int begin) {
        int end = begin;
        for (int words = 0; words < 5; words++) {
            end = behindPrevious(end);
            int start = Words.begin(text, end);
            String word = Words.word(text, start, end);
            if (HYPOTHETICAL.contains(word)) {
                return true;
            }
            if (start == end || !BEFORE_ANSWER.contains(word)) {
                return false;
            }
            end = start;
        }
        return false;
    }

    private boolean isFinal(int begin) {
        int end = behindPrevious(begin);
        return Words.word(text, Words.begin(text, end), end).equals("final");
    }

    private boolean isSingledOut(int begin) {
        int end = behindPrevious(begin);
        return Set.of("correct", "right", "best", "final", "my")
                .contains(Words.word(text, Words.begin(text, end), end));
    }

    /** The end of the word before an index. */
    private int behindPrevious(int index) {
        int end = index;
        while (end > 0 && index - end < 4 && (Words.isBlank(text.charAt(end - 1)) || text.charAt(end - 1) == '*')) {
            end--;
        }
        return end;
    }
}
