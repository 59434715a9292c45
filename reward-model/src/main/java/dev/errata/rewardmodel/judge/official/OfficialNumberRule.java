package dev.errata.rewardmodel.judge.official;

import dev.errata.rewardmodel.judge.rules.AnswerRule;
import dev.errata.rewardmodel.judge.rules.FinalAnswer;
import dev.errata.schemas.Question;
import org.jspecify.annotations.Nullable;

/**
 * GSM8k and SVAMP as RLMEC evaluates them: the first number after the last {@code ####} or {@code The answer is}, and
 * there after the last {@code =}. Without either, the last number in the text. Numbers are compared as normalized
 * strings.
 */
public final class OfficialNumberRule implements AnswerRule {

    static final String TRIGGER = "The answer is";
    private static final String HASHES = "####";

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        int hashes = endOfLast(text, HASHES);
        int trigger = endOfLast(text, TRIGGER);
        int start = Math.max(hashes, trigger);
        boolean announced = start >= 0;
        String piece = announced ? text.substring(start) : text;
        String value = piece.substring(piece.lastIndexOf('=') + 1).replace(",", "");
        String number = announced ? OfficialNumbers.first(value) : OfficialNumbers.last(value);
        String mark = !announced ? "last number" : hashes > trigger ? HASHES : "the answer is";
        return number == null ? null : new FinalAnswer(OfficialNumbers.normalize(number), mark);
    }

    @Override
    public boolean matches(String extracted, String gold) {
        return extracted.equals(OfficialNumbers.normalize(gold.strip().replace(",", "")));
    }

    /** Index behind the last occurrence of a mark, or -1. */
    static int endOfLast(String text, String mark) {
        int index = text.lastIndexOf(mark);
        return index < 0 ? -1 : index + mark.length();
    }
}
