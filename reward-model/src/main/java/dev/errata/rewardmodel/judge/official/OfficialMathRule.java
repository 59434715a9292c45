package dev.errata.rewardmodel.judge.official;

import dev.errata.rewardmodel.judge.rules.AnswerRule;
import dev.errata.rewardmodel.judge.rules.FinalAnswer;
import dev.errata.schemas.Question;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MATH as RLMEC evaluates it: what follows the last {@code The answer is}, else the last {@code \boxed{...}}, else the
 * last number.
 *
 * <p>Both sides are cleaned by {@link OfficialMathText}. They match when they are then the same text, or numbers within
 * 4 % of the gold one.
 */
public final class OfficialMathRule implements AnswerRule {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.04");

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        int start = OfficialNumberRule.endOfLast(text, OfficialNumberRule.TRIGGER);
        if (start >= 0) {
            return new FinalAnswer(OfficialMathText.clean(text.substring(start)), "the answer is");
        }
        String boxed = OfficialMathText.lastBoxed(text);
        String found = boxed != null ? boxed : OfficialNumbers.last(text);
        return found == null
                ? null
                : new FinalAnswer(OfficialMathText.clean(found), boxed != null ? "\\boxed" : "last number");
    }

    @Override
    public boolean matches(String extracted, String gold) {
        String right = OfficialMathText.clean(gold);
        if (extracted.equals(right)) {
            return !right.isEmpty();
        }
        Optional<OfficialFraction> given = OfficialFraction.parse(extracted);
        Optional<OfficialFraction> wanted = OfficialFraction.parse(right);
        return given.isPresent() && wanted.isPresent() && given.get().within(wanted.get(), TOLERANCE);
    }
}
