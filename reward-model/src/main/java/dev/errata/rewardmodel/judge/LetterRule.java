package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/**
 * MMLU: the first letter A to E that stands alone after {@code The answer is}, or else the last one in the text.
 *
 * <p>A letter inside a word is not an option: "The answer is Easy: (B)" says B.
 */
public final class LetterRule implements AnswerRule {

    @Override
    public @Nullable String extract(String text) {
        int start = NumberRule.endOfLast(text, TRIGGER);
        if (start >= 0) {
            for (int i = start; i < text.length(); i++) {
                if (isOption(text, i)) {
                    return text.substring(i, i + 1);
                }
            }
        }
        for (int i = text.length() - 1; i >= 0; i--) {
            if (isOption(text, i)) {
                return text.substring(i, i + 1);
            }
        }
        return null;
    }

    @Override
    public boolean matches(String extracted, String gold) {
        return extracted.equals(extract(gold));
    }

    private static boolean isOption(String text, int i) {
        char c = text.charAt(i);
        return c >= 'A'
                && c <= 'E'
                && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))
                && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
    }
}
