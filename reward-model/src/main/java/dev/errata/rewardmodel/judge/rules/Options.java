package dev.errata.rewardmodel.judge.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The options that a question shows, {@code (A) 3 (B) 4} or {@code A. 3} line by line, from A on without a gap.
 *
 * @param texts the text of each option, the one of A first; empty where the question shows none
 */
record Options(List<String> texts) {

    /** Characters of a question that are looked at. */
    private static final int LONGEST = 20_000;

    private static final int MOST_LINES = 100;

    /** Options of a question that shows none: A to E. */
    private static final int UNSHOWN = 5;

    /** Fewer than two of them are no options. */
    static Options in(String question) {
        String text = question.length() <= LONGEST ? question : question.substring(0, LONGEST);
        List<Integer> begins = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < text.length() && begins.size() < 26; i++) {
            int end = endOfLabel(text, i, (char) ('A' + begins.size()));
            if (end >= 0) {
                begins.add(i);
                ends.add(end);
                i = end - 1;
            }
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < ends.size() && ends.size() > 1; i++) {
            int from = ends.get(i);
            int line = text.indexOf('\n', from);
            int next = i + 1 < begins.size() ? begins.get(i + 1) : line < 0 ? text.length() : line;
            texts.add(text.substring(from, Math.max(from, next)).strip());
        }
        return new Options(texts);
    }

    /** {@code (A)} anywhere; {@code A)}, {@code A.} or {@code A:} at the start of a line or behind a blank. */
    private static int endOfLabel(String text, int at, char letter) {
        if (text.startsWith("(" + letter + ")", at)) {
            return at + 3;
        }
        boolean starts = text.charAt(at) == letter && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
        boolean label = starts && at + 1 < text.length() && ").:".indexOf(text.charAt(at + 1)) >= 0;
        return label ? at + 2 : -1;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    int count() {
        return texts.size();
    }

    /** The option with whose label a text starts, alone on its line or with its text, from 0; -1 for none or a list. */
    int labeledFirst(String text) {
        String start = text.strip();
        List<String> labeled = start.lines()
                .limit(MOST_LINES)
                .filter(line -> Labels.labelOf(line) >= 0)
                .toList();
        int label = Labels.labelOf(start.lines().findFirst().orElse(""));
        if (label < 0 || label >= (isEmpty() ? UNSHOWN : texts.size()) || labeled.size() != 1) {
            return -1;
        }
        String behind = ChoiceText.bare(Labels.behind(labeled.get(0)));
        String option = isEmpty() ? "" : ChoiceText.bare(texts.get(label));
        boolean named = !option.isEmpty() && behind.regionMatches(true, 0, option, 0, option.length());
        return behind.isEmpty() || named ? label : -1;
    }

    /** The only option with this text, ignoring case and decoration, from 0. */
    OptionalInt indexOf(String text) {
        String wanted = ChoiceText.normal(text);
        int found = -1;
        for (int i = 0; i < texts.size(); i++) {
            if (ChoiceText.normal(texts.get(i)).equals(wanted)) {
                if (found >= 0) {
                    return OptionalInt.empty();
                }
                found = i;
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
