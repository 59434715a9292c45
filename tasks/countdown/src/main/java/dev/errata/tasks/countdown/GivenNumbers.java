package dev.errata.tasks.countdown;

import dev.errata.schemas.Question;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that a question gives: its field {@code numbers}, else the first list in brackets in its text. */
final class GivenNumbers {

    /** Most numbers of a question. */
    static final int MOST = 8;

    private static final Pattern LIST = Pattern.compile("\\[([0-9, ]{1,200})]");
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,9}(?![0-9])");

    private GivenNumbers() {}

    /** The numbers, ascending; none where the question has no list. */
    static List<Integer> of(Question question) {
        String field = question.getMetadata().get("numbers");
        if (field != null) {
            return in(field);
        }
        Matcher list = LIST.matcher(question.getText());
        return list.find() ? in(list.group(1)) : List.of();
    }

    private static List<Integer> in(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }
}
