package dev.errata.rewardmodel.judge.rules;

import dev.errata.schemas.Question;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * MMLU: the letter of the option that the last announcement names, or else the only letter that the last sentence with
 * a letter names, or else the option that the first line names.
 *
 * <p>The letters are those of the options that the question shows; without options, A to E and up to the gold one. A
 * letter that is a word is none: "A car is faster". Several letters (B or C) and denied ones (not B) are no answer.
 */
public final class LetterRule implements AnswerRule {

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        Options options = Options.in(question.getText());
        LetterClause clause = new LetterClause(lastLetter(options, question.getGold()));
        List<Announcement> announcements = Announcements.in(text);
        for (int i = 0; i < announcements.size(); i++) {
            Announcement announcement = announcements.get(i);
            boolean several =
                    i + 1 < announcements.size() && Boxes.belongTogether(text, announcements.get(i + 1), announcement);
            if (several || announcement.denies(text)) {
                return null;
            }
            String clauseText = LetterClause.clause(text, announcement.from(), announcement.to());
            LetterClause.Reading reading = clause.announced(clauseText);
            if (reading.letter() != 0) {
                return new FinalAnswer(String.valueOf(reading.letter()), announcement.mark());
            }
            OptionalInt named = reading.several() ? OptionalInt.empty() : options.indexOf(clauseText);
            if (named.isPresent()) {
                return new FinalAnswer(String.valueOf((char) ('A' + named.getAsInt())), announcement.mark());
            }
            if (reading.several()) {
                return null;
            }
        }
        return announcements.isEmpty() ? unannounced(clause, options, text) : null;
    }

    private static @Nullable FinalAnswer unannounced(LetterClause clause, Options options, String text) {
        char letter = clause.last(text);
        if (letter != 0) {
            return new FinalAnswer(String.valueOf(letter), "last letter");
        }
        OptionalInt named = options.indexOf(text);
        int option = named.isPresent() ? named.getAsInt() : options.labeledFirst(text);
        return option < 0 ? null : new FinalAnswer(String.valueOf((char) ('A' + option)), "first line");
    }

    private static char lastLetter(Options options, String gold) {
        if (!options.isEmpty()) {
            return (char) ('A' + options.count() - 1);
        }
        Character right = goldLetter(gold);
        return right == null || right < 'E' ? 'E' : right;
    }

    @Override
    public boolean matches(String extracted, String gold) {
        Character right = goldLetter(gold);
        return right != null && extracted.length() == 1 && extracted.charAt(0) == right;
    }

    @Override
    public Optional<String> refuseGold(String gold) {
        return goldLetter(gold) != null
                ? Optional.empty()
                : Optional.of("The gold answer '" + FinalAnswer.abbreviated(gold)
                        + "' is no option: give one letter, such as B.");
    }

    /** {@code B}, {@code b}, {@code (B)}, {@code B.}: one letter and nothing else. */
    private static @Nullable Character goldLetter(String gold) {
        String bare = gold.strip();
        int label = Labels.labelOf(bare);
        return label >= 0 && ChoiceText.bare(Labels.behind(bare)).isEmpty() ? (Character) (char) ('A' + label) : null;
    }
}
