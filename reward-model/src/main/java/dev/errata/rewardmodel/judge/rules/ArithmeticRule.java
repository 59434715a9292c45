package dev.errata.rewardmodel.judge.rules;

import dev.errata.schemas.Question;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arithmetic: the exact text after the only {@code ####} of an answer that ended. */
public final class ArithmeticRule implements AnswerRule {

    /** The mark before the final answer. */
    public static final String MARK = "####";

    @Override
    public @Nullable FinalAnswer extract(Question question, String text) {
        int mark = text.indexOf(MARK);
        if (mark < 0 || text.indexOf(MARK, mark + MARK.length()) >= 0) {
            return null;
        }
        return new FinalAnswer(text.substring(mark + MARK.length()), MARK);
    }

    @Override
    public boolean matches(String extracted, String gold) {
        return extracted.equals(gold);
    }

    @Override
    public Optional<String> refuseGold(String gold) {
        return gold.isBlank() || gold.contains(MARK)
                ? Optional.of("The gold answer is empty or contains " + MARK + ": give the number alone.")
                : Optional.empty();
    }

    @Override
    public boolean mustEnd() {
        return true;
    }
}
