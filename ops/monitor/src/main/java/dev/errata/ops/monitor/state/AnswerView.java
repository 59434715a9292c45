package dev.errata.ops.monitor.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scored answer, ready to be shown.
 *
 * @param id rollout id
 * @param source source of the question
 * @param question the question's text
 * @param gold the right answer
 * @param extracted what the judge read as the final answer; null where it found nothing
 * @param correct the verdict
 * @param version policy version that sampled the first token
 * @param at time of the score, milliseconds since the epoch
 * @param actor the actor that sampled it
 * @param finish STOP or LENGTH
 * @param temperature softmax temperature it was sampled with
 * @param meanReward mean of its token rewards
 * @param answer its text
 * @param tokens its tokens, in order
 * @param rewrite the edits from the answer to the imitation target; empty where the answer itself is the target
 */
// One component for each field of the JSON that the page reads.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record AnswerView(
        String id,
        String source,
        String question,
        String gold,
        @Nullable String extracted,
        boolean correct,
        long version,
        long at,
        String actor,
        String finish,
        double temperature,
        double meanReward,
        String answer,
        List<Token> tokens,
        List<Piece> rewrite) {

    /**
     * One answer token.
     *
     * @param text its text
     * @param probability the reward model's p_t, 0 to 1; null where it is not known
     * @param reward r_t, dimensionless; null where it is not known
     * @param logProb log μ of the behavior policy, nats; null where it is not known
     * @param version policy version that sampled it
     */
    public record Token(
            String text,
            @Nullable Double probability,
            @Nullable Double reward,
            @Nullable Double logProb,
            long version) {}

    /**
     * One token of the edits from answer to target.
     *
     * @param kind KEEP, INSERT, DELETE; a substitution is a DELETE followed by an INSERT
     * @param text its text
     * @param weight w_j of a target token, dimensionless; null for a deleted one
     */
    public record Piece(String kind, String text, @Nullable Double weight) {}
}
