package dev.errata.rewardmodel.judge.rules;

import dev.errata.schemas.Question;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Choice (ECQA, QASC, OBQA, ARC-Easy): the text of the option that the last announcement names, or else the whole text.
 *
 * <p>Whole texts are compared, ignoring case and decoration: "incorrect" is not "correct", "the Moon or the Sun" and
 * "not the Moon" are not "the Moon". A label as in {@code (B) the Moon} counts if the question shows that option.
 */
public final class ChoiceRule implements AnswerRule {

    /** Longest option in characters. */
    private static final int LONGEST = 1_000;

    /** What may follow an answer on its line without being part of it. */
    private static final Pattern BEHIND = Pattern.compile(
            "[*_`\"'”’$.!}\\\\)]*(?:$|[.!]\\s|\\s*[;(\\n]|,?\\s+(?:because|since|as it|as they|which)\\b|,\\s+not\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The end of a first sentence. */
    private static final Pattern SENTENCE =
            Pattern.compile("[.!]\\s|[;\\n]|,?\\s(?:because|since)\\s", Pattern.CASE_INSENSITIVE);

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        List<Announcement> announcements = Announcements.in(text);
        if (announcements.isEmpty()) {
            String whole = ChoiceText.bare(shortened(text));
            return whole.isEmpty() ? null : new FinalAnswer(named(question, whole), FinalAnswer.WHOLE_TEXT);
        }
        Announcement last = announcements.get(0);
        boolean several = announcements.size() > 1 && Boxes.belongTogether(text, announcements.get(1), last);
        String line = announced(text, last);
        if (several || line.isBlank()) {
            return null;
        }
        return new FinalAnswer(named(question, line), last.mark());
    }

    @Override
    public boolean matches(String extracted, String gold) {
        String right = ChoiceText.normal(gold);
        return !right.isEmpty() && ChoiceText.normal(extracted).equals(right);
    }

    private static String announced(String text, Announcement announcement) {
        int from = Words.skipLines(text, announcement.from(), announcement.to());
        // A bracket belongs to a label: (B) the Moon.
        int label = from > announcement.from() && text.charAt(from - 1) == '(' ? from - 1 : from;
        int line = text.indexOf('\n', label);
        int to = line < 0 ? announcement.to() : Math.min(line, announcement.to());
        return shortened(text.substring(label, Math.max(label, to)));
    }

    /** The option that a line names: by a label, by the longest option that it starts with, or its first sentence. */
    private static String named(Question question, String line) {
        String answer = line;
        Options options = Options.in(question.getText());
        int label = Labels.labelOf(line);
        if (label >= 0 && label < options.count()) {
            String behind = ChoiceText.bare(Labels.behind(line));
            String option = options.texts().get(label);
            if (behind.isEmpty()) {
                return option;
            }
            // A label with the text of another option names neither.
            answer = startsWith(behind, ChoiceText.bare(option)) ? behind : line;
        }
        String longest = ChoiceText.bare(question.getGold());
        longest = startsWith(answer, longest) ? longest : "";
        for (String option : options.texts()) {
            String bare = ChoiceText.bare(option);
            longest = bare.length() > longest.length() && startsWith(answer, bare) ? bare : longest;
        }
        if (!longest.isEmpty()) {
            return longest;
        }
        var end = SENTENCE.matcher(answer);
        return ChoiceText.bare(end.find() ? answer.substring(0, end.start()) : answer);
    }

    /** Whether a line is an option, ignoring case, and what follows does not change it. */
    private static boolean startsWith(String line, String option) {
        return line.regionMatches(true, 0, option, 0, option.length())
                && BEHIND.matcher(line).region(option.length(), line.length()).matches();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
