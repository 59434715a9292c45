package dev.errata.rewardmodel;

import dev.errata.schemas.Edit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reward model's assessment of one answer: token probabilities and, for a wrong answer, a rewrite; or a failure. */
public sealed interface Assessment {

    /**
     * The answer was assessed.
     *
     * @param probabilities p_t of each answer token, [T]
     * @param draft the rewrite of a wrong answer; null for a correct one
     */
    record Scored(float[] probabilities, @Nullable Draft draft) implements Assessment {}

    /**
     * The reward model cannot read the answer.
     *
     * @param failure the reason
     */
    record Unreadable(Failure failure) implements Assessment {}

    /**
     * A rewrite as the reward model wrote it, not yet judged.
     *
     * @param tokens token ids, [J], end-of-sequence token included where it was reached
     * @param text the tokens decoded, without special tokens
     * @param stopped whether an end-of-sequence token ended it
     * @param edits the edit script from the answer to the rewrite
     * @param location the first wrong step that the reward model named; null where it was not asked
     */
    record Draft(int[] tokens, String text, boolean stopped, List<Edit> edits, @Nullable Location location) {}

    /** The reason why a reward model cannot read an answer. Its text is sent in TokenRewards.failure. */
    enum Failure {
        /** The question, the reference and the answer exceed a limit of the reward model. */
        TOO_LONG("too long for the reward model"),
        /** The question has no reference solution. */
        NO_REFERENCE("no reference"),
        /** The answer has a token id that the reward model's vocabulary lacks. */
        FOREIGN_TOKENS("tokens of another vocabulary"),
        /** The question or the reference has a character that the reward model's vocabulary lacks. */
        UNKNOWN_CHARACTERS("a question or reference with characters that its vocabulary lacks");

        private final String text;

        Failure(String text) {
            this.text = text;
        }

        /** The failure in words. */
        public String text() {
            return text;
        }
    }

    /** Applies the function for this kind of assessment. */
    default <R> R fold(Function<Scored, R> scored, Function<Unreadable, R> unreadable) {
        return this instanceof Scored s ? scored.apply(s) : unreadable.apply((Unreadable) this);
    }
}
