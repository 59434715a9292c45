package dev.errata.rewardmodel.rewrite;

import dev.errata.schemas.Edit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the reward model says of one answer: probabilities and, for a wrong one, a rewrite; or why it cannot. */
public sealed interface Assessment {

    /**
     * The answer was read.
     *
     * @param probabilities p of each answer token, [T]
     * @param draft the rewrite of a wrong answer, null for a correct one
     */
    record Scored(float[] probabilities, @Nullable Draft draft) implements Assessment {}

    /**
     * The answer cannot be read by the reward model.
     *
     * @param failure why
     */
    record Unreadable(Failure failure) implements Assessment {}

    /**
     * A rewrite as the reward model wrote it, not yet judged.
     *
     * @param tokens token ids, [J], end-of-sequence included where it was reached
     * @param text the tokens decoded, special tokens left out
     * @param stopped whether an end-of-sequence token ended it
     * @param edits the edit script from answer to rewrite
     * @param location where the reward model says that the answer first goes wrong; null where it was not asked
     */
    record Draft(int[] tokens, String text, boolean stopped, List<Edit> edits, @Nullable Location location) {}

    /** Why the reward model cannot read an answer; travels as text in TokenRewards.failure. */
    enum Failure {
        /** Question, reference and answer exceed a limit of the reward model. */
        TOO_LONG("too long for the reward model"),
        /** The question comes without a reference solution. */
        NO_REFERENCE("no reference"),
        /** The answer has a token id that the reward model's vocabulary lacks. */
        FOREIGN_TOKENS("tokens of another vocabulary"),
        /** The question or the reference has a character that the reward model's vocabulary has no token for. */
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

    /** Either way's value. */
    default <R> R fold(Function<Scored, R> scored, Function<Unreadable, R> unreadable) {
        return this instanceof Scored s ? scored.apply(s) : unreadable.apply((Unreadable) this);
    }
}
