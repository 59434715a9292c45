package dev.errata.rewardmodel.teachers.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer cut into steps: its lines; if it has one line, its parts up to each semicolon; or else its sentences. The
 * steps joined are the answer, character for character.
 *
 * @param steps at least one
 */
record NumberedSteps(List<String> steps) {

    /** Ends of steps, tried in this order. A full stop ends a sentence only before a space, because 3.5 is a number. */
    private static final List<Pattern> ENDS =
            List.of(Pattern.compile("\\n\\s*"), Pattern.compile(";\\s*"), Pattern.compile("[.!?]\\s+"));

    static NumberedSteps of(String answer) {
        for (Pattern end : ENDS) {
            List<String> steps = cut(answer, end);
            if (steps.size() > 1) {
                return new NumberedSteps(steps);
            }
        }
        return new NumberedSteps(List.of(answer));
    }

    private static List<String> cut(String answer, Pattern end) {
        List<String> steps = new ArrayList<>();
        Matcher found = end.matcher(answer);
        int begin = 0;
        while (found.find()) {
            if (!answer.substring(begin, found.end()).isBlank()) {
                steps.add(answer.substring(begin, found.end()));
                begin = found.end();
            }
        }
        if (begin < answer.length()) {
            steps.add(answer.substring(begin));
        }
        return steps;
    }

    int count() {
        return steps.size();
    }

    /** The text before a step, unchanged. */
    String before(int number) {
        return String.join("", steps.subList(0, number - 1));
    }

    /** As the teacher reads them: {@code Step 1: ...}, one per line. */
    String numbered() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append(i == 0 ? "" : "\n")
                    .append("Step ")
                    .append(i + 1)
                    .append(": ")
                    .append(steps.get(i).strip());
        }
        return text.toString();
    }
}
