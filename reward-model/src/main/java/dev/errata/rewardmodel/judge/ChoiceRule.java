package dev.errata.rewardmodel.judge;

import java.util.Locale;

/**
 * Choice (ECQA, QASC, OBQA, ARC-Easy): the text after the last {@code The answer is}, without one final full stop.
 *
 * <p>Without these words it is the whole text. Whole texts are compared, so "incorrect" does not match "correct".
 *
 * @param compat whether only the answer is lower-cased, as in the official evaluation, and not the gold one too
 */
public record ChoiceRule(boolean compat) implements AnswerRule {

    @Override
    public String extract(String text) {
        int start = NumberRule.endOfLast(text, TRIGGER);
        return withoutFullStop(start < 0 ? text : text.substring(start));
    }

    @Override
    public boolean matches(String extracted, String gold) {
        String right = withoutFullStop(gold);
        return extracted.toLowerCase(Locale.ROOT).equals(compat ? right : right.toLowerCase(Locale.ROOT));
    }

    private static String withoutFullStop(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }
}
