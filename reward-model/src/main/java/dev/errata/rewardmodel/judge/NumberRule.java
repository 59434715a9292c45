package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/**
 * GSM8k and SVAMP: the number after the last {@code ####} or {@code The answer is}, and there after the last {@code =}.
 *
 * <p>Without either, the last number in the text. Numbers are compared as normalized strings.
 */
public final class NumberRule implements AnswerRule {

    @Override
    public @Nullable String extract(String text) {
        int start = Math.max(endOfLast(text, ArithmeticRule.MARK), endOfLast(text, TRIGGER));
        boolean announced = start >= 0;
        String piece = announced ? text.substring(start) : text;
        String value = piece.substring(piece.lastIndexOf('=') + 1).replace(",", "");
        String number = announced ? Numbers.first(value) : Numbers.last(value);
        return number == null ? null : Numbers.normalize(number);
    }

    @Override
    public boolean matches(String extracted, String gold) {
        return extracted.equals(Numbers.normalize(gold.strip().replace(",", "")));
    }

    /** Index behind the last occurrence of a mark, or -1. */
    static int endOfLast(String text, String mark) {
        int index = text.lastIndexOf(mark);
        return index < 0 ? -1 : index + mark.length();
    }
}
