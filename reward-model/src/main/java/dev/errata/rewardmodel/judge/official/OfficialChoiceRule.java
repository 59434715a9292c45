package dev.errata.rewardmodel.judge.official;

import dev.errata.rewardmodel.judge.rules.AnswerRule;
import dev.errata.rewardmodel.judge.rules.FinalAnswer;
import dev.errata.schemas.Question;
import java.util.Locale;
import java.util.Optional;

/**
 * Choice (ECQA, QASC, OBQA, ARC-Easy) as RLMEC evaluates it: the text after the last {@code The answer is}, without one
 * final full stop, in lower case. The gold answer keeps its case, so one with a capital letter matches no answer.
 */
public final class OfficialChoiceRule implements AnswerRule {

    @Override
    public FinalAnswer extract(Question question, String text) {
        int start = OfficialNumberRule.endOfLast(text, OfficialNumberRule.TRIGGER);
        return start < 0
                ? new FinalAnswer(withoutFullStop(text), "whole text")
                : new FinalAnswer(withoutFullStop(text.substring(start)), "the answer is");
    }

    @Override
    public boolean matches(String extracted, String gold) {
        return extracted.toLowerCase(Locale.ROOT).equals(withoutFullStop(gold));
    }

    /** A gold answer with a capital letter is wrong by this rule and yet a question of the official tables. */
    @Override
    public Optional<String> refuseGold(String gold) {
        return gold.isBlank()
                ? Optional.of("The gold answer is empty: give the text of the right option.")
                : Optional.empty();
    }

    private static String withoutFullStop(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }
}
