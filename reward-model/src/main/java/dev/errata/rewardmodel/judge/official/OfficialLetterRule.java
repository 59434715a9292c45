package dev.errata.rewardmodel.judge.official;

import dev.errata.rewardmodel.judge.rules.AnswerRule;
import dev.errata.rewardmodel.judge.rules.FinalAnswer;
import dev.errata.schemas.Question;
import org.jspecify.annotations.Nullable;

/**
 * MMLU as RLMEC evaluates it: the first letter A to E that is no part of a word after the last {@code The answer is},
 * or else the last one in the text.
 */
public final class OfficialLetterRule implements AnswerRule {

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        int start = OfficialNumberRule.endOfLast(text, OfficialNumberRule.TRIGGER);
        if (start >= 0) {
            for (int i = start; i < text.length(); i++) {
                if (isOption(text, i)) {
                    return new FinalAnswer(text.substring(i, i + 1), "the answer is");
                }
            }
        }
        for (int i = text.length() - 1; i >= 0; i--) {
            if (isOption(text, i)) {
                return new FinalAnswer(text.substring(i, i + 1), "last letter");
            }
        }
        return null;
    }

    @Override
    public boolean matches(String extracted, String gold) {
        for (int i = gold.length() - 1; i >= 0; i--) {
            if (isOption(gold, i)) {
                return extracted.equals(gold.substring(i, i + 1));
            }
        }
        return false;
    }

    private static boolean isOption(String text, int i) {
        char c = text.charAt(i);
        return c >= 'A'
                && c <= 'E'
                && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))
                && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
    }
}
