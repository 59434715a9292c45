package dev.errata.rewardmodel.judge.rules;

import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import dev.errata.schemas.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * GSM8k and SVAMP: the number that the last announcement states, or else the last number in the text. Numbers are
 * compared by value, exactly.
 */
public final class NumberRule implements AnswerRule {

    private static final int LONGEST_ALONE = 60;

    private static final Set<String> HEADINGS = Set.of(
            "step",
            "part",
            "check",
            "explanation",
            "solution",
            "question",
            "problem",
            "example",
            "case",
            "note",
            "calculation",
            "conclusion",
            "verification");

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        List<Announcement> announcements = Announcements.in(text);
        for (int i = 0; i < announcements.size(); i++) {
            Announcement announcement = announcements.get(i);
            if (i + 1 < announcements.size() && Boxes.belongTogether(text, announcements.get(i + 1), announcement)) {
                return null;
            }
            if (isHeading(text, announcement)) {
                continue;
            }
            ExactNumber number = NumberClause.number(text, announcement.from(), announcement.to());
            if (number != null) {
                return new FinalAnswer(number.written(), announcement.mark());
            }
            if (announcement.denies(text) || announcement.hasDigit(text)) {
                return null;
            }
        }
        return announcements.isEmpty() ? unannounced(text) : null;
    }

    private static @Nullable FinalAnswer unannounced(String text) {
        if (Boxes.hasOpen(text)) {
            return null;
        }
        boolean alone = text.length() < LONGEST_ALONE && text.chars().noneMatch(Character::isLetter);
        ExactNumber number = alone ? NumberClause.number(text, 0, text.length()) : LastNumber.of(text);
        return number == null ? null : new FinalAnswer(number.written(), "last number");
    }

    /** "#### Step 2" is a heading. */
    private static boolean isHeading(String text, Announcement announcement) {
        if (!announcement.isHashes()) {
            return false;
        }
        int start = Words.skip(text, announcement.from(), announcement.to(), true);
        int end = Words.end(text, start, announcement.to());
        return HEADINGS.contains(Words.word(text, start, end));
    }

    @Override
    public boolean matches(String extracted, String gold) {
        if (extracted.equals(gold)) {
            return true;
        }
        ExactNumber given = NumberClause.number(extracted, 0, extracted.length());
        ExactNumber wanted = gold(gold);
        return given != null && wanted != null && given.sameAs(wanted);
    }

    @Override
    public Optional<String> refuseGold(String gold) {
        return gold(gold) != null
                ? Optional.empty()
                : Optional.of("The gold answer '" + FinalAnswer.abbreviated(gold)
                        + "' is no number: give one number, such as 1200, -5, 0.5 or 1/2.");
    }

    private static @Nullable ExactNumber gold(String gold) {
        return NumberClause.number(gold, 0, gold.length());
    }
}
