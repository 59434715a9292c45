package dev.errata.rewardmodel.judge.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows the word "answer" and makes it an announcement: a colon, "is", "to the question is", a line end. */
final class AnnouncingPhrase {

    private static final Set<String> IS = Set.of("is", "are", "was", "equals", "becomes");
    private static final Set<String> BE = Set.of("would", "will", "should", "must", "to");
    private static final Set<String> DENIALS = Set.of("isn't", "cannot", "can't", "aren't", "wasn't", "won't");

    /** Words between "answer" and "is": "the answer to this question is". */
    private static final Set<String> ABOUT = Set.of(
            "to",
            "for",
            "of",
            "the",
            "this",
            "that",
            "our",
            "your",
            "question",
            "problem",
            "in",
            "part",
            "above",
            "s",
            "here",
            "exercise",
            "choice",
            "option",
            "letter",
            "number");

    private static final Set<String> AFTER_IS =
            Set.of("thus", "therefore", "then", "hence", "indeed", "simply", "just", "clearly", "obviously", "also");

    private final String text;
    private final int begin;
    private final int to;
    private int at;

    AnnouncingPhrase(String text, int begin, int behind, int to) {
        this.text = text;
        this.begin = begin;
        this.at = behind;
        this.to = to;
    }

    /**
     * Reads the announcement.
     *
     * @param noun "answer" or "option"
     * @param isFinal whether the word "final" stands before it, which needs no "is"
     */
    @Nullable
    Announcement read(String noun, boolean isFinal) {
        at += at < to && (text.charAt(at) == 's' || text.charAt(at) == 'S') ? 1 : 0;
        if (at < to && Words.isLetter(text.charAt(at))) {
            return null;
        }
        int behindNoun = at;
        at = Words.skip(text, at, to, true);
        if (isColon()) {
            return announcement(at + 1, noun + ":");
        }
        if (at < to && text.charAt(at) == '\n' && isHeading(isFinal)) {
            return announcement(at, noun + ":");
        }
        int verb = verb();
        if (verb >= 0) {
            return announcement(behindAdverbs(verb), "the " + noun + " is");
        }
        return isFinal && behindNoun < to ? announcement(behindNoun, "final " + noun) : null;
    }

    private Announcement announcement(int from, String mark) {
        return new Announcement(begin, from, to, mark);
    }

    private boolean isColon() {
        return at < to && ":=：".indexOf(text.charAt(at)) >= 0;
    }

    /** Whether nothing but decoration stands before the word on its line. */
    private boolean isHeading(boolean isFinal) {
        int before = begin;
        while (before > 0 && begin - before < 16 && text.charAt(before - 1) != '\n') {
            before--;
        }
        String line = text.substring(before, begin).replaceAll("[#*_\\s]", "");
        return isFinal || line.isEmpty();
    }

    /** Index behind "is", perhaps after words such as "to this question"; -1 where there is no verb. */
    private int verb() {
        int from = at;
        for (int words = 0; words < 7; words++) {
            int end = Words.end(text, from, to);
            String word = Words.word(text, from, end);
            if (IS.contains(word)) {
                return end;
            }
            if (DENIALS.contains(word)) {
                return from;
            }
            int next = Words.skip(text, end, to, true);
            if (BE.contains(word) && text.regionMatches(true, next, "be ", 0, 3)) {
                return next + 2;
            }
            if (!ABOUT.contains(word)) {
                return -1;
            }
            from = next;
        }
        return -1;
    }

    private int behindAdverbs(int verb) {
        int from = verb;
        for (int words = 0; words < 3; words++) {
            int start = Words.skip(text, from, to, false);
            int end = Words.end(text, start, to);
            if (!AFTER_IS.contains(Words.word(text, start, end))) {
                break;
            }
            from = end;
        }
        at = Words.skip(text, from, to, true);
        return isColon() ? at + 1 : from;
    }
}
