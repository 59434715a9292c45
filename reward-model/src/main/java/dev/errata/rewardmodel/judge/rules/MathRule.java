package dev.errata.rewardmodel.judge.rules;

import dev.errata.rewardmodel.judge.latex.AnswerForm;
import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import dev.errata.schemas.Question;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MATH: what the last announcement says, or else a text that is an answer alone, its last formula or its last number.
 * Answers are compared by their {@link AnswerForm normal form}.
 */
public final class MathRule implements AnswerRule {

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        List<Announcement> announcements = Announcements.in(text);
        FinalAnswer spoken = announced(text, announcements, false);
        FinalAnswer found = spoken != null ? spoken : announced(text, announcements, true);
        return found != null || announcements.stream().anyMatch(one -> !one.isHashes()) ? found : unannounced(text);
    }

    /** The last announcement; four hashes count only where nothing else does, because they are a heading too. */
    private static @Nullable FinalAnswer announced(String text, List<Announcement> all, boolean hashes) {
        for (int i = 0; i < all.size(); i++) {
            Announcement announcement = all.get(i);
            if (announcement.isHashes() != hashes) {
                continue;
            }
            if (announcement.negates(text)) {
                return null;
            }
            String answer = announcement.isBoxed() ? boxes(text, all, i) : MathClause.of(text, announcement);
            if (!answer.isBlank() && !MathClause.isRemark(answer)) {
                return new FinalAnswer(answer, announcement.mark());
            }
        }
        return null;
    }

    /** A box, together with the ones before it that are part of the same list. */
    private static String boxes(String text, List<Announcement> all, int last) {
        StringBuilder list = new StringBuilder(all.get(last).text(text).strip());
        for (int i = last; i + 1 < all.size() && Boxes.belongTogether(text, all.get(i + 1), all.get(i)); i++) {
            list.insert(0, all.get(i + 1).text(text).strip() + ", ");
        }
        return list.toString();
    }

    private static @Nullable FinalAnswer unannounced(String text) {
        if (Boxes.hasOpen(text)) {
            return null;
        }
        String alone = MathClause.alone(text);
        if (alone != null) {
            return new FinalAnswer(alone, FinalAnswer.WHOLE_TEXT);
        }
        String formula = MathClause.lastFormula(text);
        if (formula != null) {
            return new FinalAnswer(formula, "last formula");
        }
        ExactNumber number = LastNumber.of(text);
        return number == null ? null : new FinalAnswer(number.written(), "last number");
    }

    @Override
    public boolean matches(String extracted, String gold) {
        return !gold.isBlank() && AnswerForm.of(extracted).matches(AnswerForm.of(unboxed(gold)));
    }

    @Override
    public Optional<String> refuseGold(String gold) {
        String bare = gold.strip();
        return bare.isEmpty() || bare.equalsIgnoreCase("none") || bare.equalsIgnoreCase("null")
                ? Optional.of("The gold answer '" + FinalAnswer.abbreviated(bare)
                        + "' says nothing: give the final answer, in LaTeX or plain.")
                : Optional.empty();
    }

    /** A gold answer may be given as a whole solution that ends in a box. */
    private static String unboxed(String gold) {
        List<Announcement> announcements = Announcements.in(gold);
        boolean boxed = !announcements.isEmpty() && announcements.get(0).isBoxed();
        return boxed ? boxes(gold, announcements, 0) : gold;
    }
}
