package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.models.ModelPair;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Models, questions and limits of one run of the loop.
 *
 * @param models the models to start from; empty for those of the state folder, or else the shipped ones
 * @param questions number of training questions, asked pass after pass; empty for as many as the state folder has
 * @param sampledTokens sampled answer tokens after which training ends, unless its time is over earlier
 * @param seed seed of the question order and of sampling; the demo has 0
 * @param curriculum whether questions that are always or never right are skipped for some passes
 * @param observed whether the evaluator and the live page run as well
 * @param also sets that the evaluator measures in addition to the held-out one
 */
public record LoopOptions(
        Optional<ModelPair> models,
        OptionalInt questions,
        OptionalLong sampledTokens,
        long seed,
        boolean curriculum,
        boolean observed,
        Set<QuestionSet> also) {

    /** Maximum number of training questions; the task has about 18,000. */
    public static final int MOST_QUESTIONS = 15_000;

    /** The options of a demo with this many questions, a curriculum or none, and these additional sets. */
    public static LoopOptions demo(OptionalInt questions, boolean curriculum, Set<QuestionSet> also) {
        return new LoopOptions(Optional.empty(), questions, OptionalLong.empty(), 0, curriculum, true, also);
    }
}
