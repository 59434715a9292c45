package dev.errata.rewardmodel.judge;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MATH: what follows the last {@code The answer is}, else the last {@code \boxed{...}}, else the last number.
 *
 * <p>Both sides are cleaned by {@link MathText}. They match when they are then the same text or the same number.
 *
 * @param tolerant whether numbers within 4 % of the gold one match, as in the official evaluation
 */
public record MathRule(boolean tolerant) implements AnswerRule {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.04");

    @Override
    public @Nullable String extract(String text) {
        int start = NumberRule.endOfLast(text, TRIGGER);
        if (start >= 0) {
            return MathText.clean(text.substring(start));
        }
        String boxed = MathText.lastBoxed(text);
        String found = boxed != null ? boxed : Numbers.last(text);
        return found == null ? null : MathText.clean(found);
    }

    @Override
    public boolean matches(String extracted, String gold) {
        String right = MathText.clean(gold);
        if (extracted.equals(right)) {
            return !right.isEmpty();
        }
        Optional<Fraction> given = Fraction.parse(extracted);
        Optional<Fraction> wanted = Fraction.parse(right);
        return given.isPresent()
                && wanted.isPresent()
                && given.get().within(wanted.get(), tolerant ? TOLERANCE : BigDecimal.ZERO);
    }
}
