package dev.errata.rewardmodel.judge.rules;

import java.util.List;

/** Finds where a text goes on with another question after it has answered its own. */
final class RunOns {

    private static final List<String> BEGINNINGS = List.of(
            "question:",
            "q:",
            "problem:",
            "user:",
            "human:",
            "instruction:",
            "### instruction",
            "### question",
            "### problem",
            "**question",
            "**problem",
            "<|im_");

    /** Lines looked at that start another question: limits the cost of hostile texts. */
    private static final int MOST = 4;

    private RunOns() {}

    /** Index of the first line that starts another question behind an announcement; else the text's length. */
    static int firstAfterAnnouncement(String text) {
        int seen = 0;
        for (int line = text.indexOf('\n'); line >= 0 && seen < MOST; line = text.indexOf('\n', line + 1)) {
            if (startsQuestion(text, line + 1)) {
                seen++;
                if (!Announcements.upTo(text, line).isEmpty()) {
                    return line;
                }
            }
        }
        return text.length();
    }

    private static boolean startsQuestion(String text, int at) {
        if (at >= text.length() || "qpuhiQPUHI#*<".indexOf(text.charAt(at)) < 0) {
            return false;
        }
        for (String beginning : BEGINNINGS) {
            if (text.regionMatches(true, at, beginning, 0, beginning.length())) {
                return true;
            }
        }
        return false;
    }
}
