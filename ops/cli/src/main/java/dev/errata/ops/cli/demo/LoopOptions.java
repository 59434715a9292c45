package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.models.ModelPair;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a run of the loop asks, from what models, and who looks on.
 *
 * @param models the models it begins from; the state folder's own or the shipped ones if not given
 * @param questions how many training questions are asked over and over; as many as the state has where empty
 * @param sampledTokens answer tokens after which training ends, if not by time before
 * @param seed seed of the order of questions and of sampling; 0 is the demo's
 * @param observed whether evaluator and live page run beside it
 * @param also sets that the evaluator measures besides the held-out one
 */
public record LoopOptions(
        Optional<ModelPair> models,
        OptionalInt questions,
        OptionalLong sampledTokens,
        long seed,
        boolean observed,
        Set<QuestionSet> also) {

    /** Most training questions that can be asked: the task has some 18,000. */
    public static final int MOST_QUESTIONS = 15_000;

    /** The demo with so many questions and further sets measured. */
    public static LoopOptions demo(OptionalInt questions, Set<QuestionSet> also) {
        return new LoopOptions(Optional.empty(), questions, OptionalLong.empty(), 0, true, also);
    }
}
