package dev.errata.tasks.arithmetic.recipes;

import dev.errata.policy.Policy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.rewardmodel.rewrite.LocatingPrompt;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import dev.errata.rewardmodel.training.CosineSchedule;
import dev.errata.rewardmodel.training.RecipeProgress;
import dev.errata.rewardmodel.training.RecipeRecord;
import dev.errata.rewardmodel.training.RewardModelTrainer;
import dev.errata.rewardmodel.training.WorkFolder;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.SolutionText;
import dev.errata.tasks.arithmetic.Split;
import dev.errata.tasks.arithmetic.Teaching;
import dev.errata.tasks.arithmetic.TokenizerFolder;
import dev.errata.tasks.arithmetic.audit.Located;
import dev.errata.tasks.arithmetic.audit.RewardModelAudit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Trains the generative reward model of a start policy: first on corrupted solutions, then mostly on the wrong answers
 * of this policy, each with its exact minimal rewrite. Training starts from the policy's weights.
 *
 * @param sets the questions
 * @param layers layers of the network
 * @param corruptorSteps optimizer steps on corrupted solutions alone
 * @param steps optimizer steps in all
 * @param batch examples in a step
 * @param learningRate largest learning rate
 * @param realShare share of the policy's answers in the later steps
 * @param teaching settings of the rewrites that are learned
 * @param locating whether the model also learns to name the first wrong step of an answer
 * @param seed seed of new weights, sampled answers and examples
 */
// One component for each number of the recipe file.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record RewardModelRecipe(
        QuestionSets sets,
        int layers,
        int corruptorSteps,
        int steps,
        int batch,
        double learningRate,
        double realShare,
        Teaching teaching,
        boolean locating,
        long seed) {

    private static final int ANSWERS_PER_QUESTION = 4;
    private static final double REFERENCE_WEIGHT = 0.5;
    private static final int AUDITED = 500;

    /**
     * Answers between two progress reports; a multiple of the engine's batch, so that reports do not change the
     * batches.
     */
    private static final int SAMPLED_AT_ONCE = 4 * SampledAnswer.BATCH;

    private static final RewritePrompt PROMPT = new RewritePrompt("?", "|", "|", 48);

    /**
     * Steps are not numbered for a model of characters, so that the rewriting prompt is read once for both questions.
     */
    private static final LocatingPrompt LOCATING = new LocatingPrompt("?", String.valueOf(SolutionText.STEP_END), "");

    /** The recipe of the shipped reward model. */
    public static RewardModelRecipe demo() {
        return new RewardModelRecipe(QuestionSets.demo(), 4, 400, 9_000, 32, 2.5e-3, 0.65, Teaching.demo(), false, 2);
    }

    /**
     * Trains, audits and writes the reward model's folder.
     *
     * @throws IOException if the folder is or holds the start policy's, was not written by a recipe, or cannot be
     *     written
     */
    public AuditRecipe.Audits run(Path startPolicy, Path folder, RecipeProgress.Listener listener) throws IOException {
        WorkFolder.refuseOwn(startPolicy, folder);
        AuditRecipe.Audits audits = WorkFolder.make(folder, place -> make(startPolicy, place, listener));
        listener.onProgress(new RecipeProgress(
                "reward model",
                steps,
                steps,
                Double.NaN,
                OptionalDouble.of(audits.real().atFirstImpossible().recall())));
        return audits;
    }

    private AuditRecipe.Audits make(Path startPolicy, Path folder, RecipeProgress.Listener listener)
            throws IOException {
        long began = System.nanoTime();
        TokenizerFolder.write(folder);
        PROMPT.save(folder);
        if (locating) {
            LOCATING.save(folder);
        }
        GrownNetwork.write(startPolicy, StartPolicyRecipe.network(layers), folder, seed);
        RewriteExamples examples = examples(startPolicy, listener);
        try (Policy model = Policy.load(folder, "cpu")) {
            train(model, examples, listener);
            model.save(folder);
        }
        listener.onProgress(RecipeProgress.step("audit", 0, 1, Double.NaN));
        AuditRecipe.Audits audits = new AuditRecipe(sets, AUDITED, seed + 1).run(startPolicy, folder);
        record(audits, began).write(folder);
        return audits;
    }

    private RewriteExamples examples(Path startPolicy, RecipeProgress.Listener listener) {
        List<ArithmeticQuestion> questions = sets.of(Split.REWARD_MODEL);
        SplittableRandom random = new SplittableRandom(seed);
        try (Policy policy = Policy.load(startPolicy, "cpu")) {
            List<SampledAnswer> sampled = sampled(policy, questions, listener);
            List<SampledAnswer> real =
                    RewriteExamples.worthLearning(sampled, teaching.legalShareOfReal(), random.split());
            return new RewriteExamples(questions, real, teaching, random);
        }
    }

    /** Answers each question several times; answer i of round k has the seed {@code seed + k * questions + i}. */
    private List<SampledAnswer> sampled(
            Policy policy, List<ArithmeticQuestion> questions, RecipeProgress.Listener listener) {
        int all = ANSWERS_PER_QUESTION * questions.size();
        List<SampledAnswer> sampled = new ArrayList<>(all);
        while (sampled.size() < all) {
            listener.onProgress(RecipeProgress.step("answers of the start policy", sampled.size(), all, Double.NaN));
            int begin = sampled.size() % questions.size();
            int end = Math.min(questions.size(), begin + SAMPLED_AT_ONCE);
            sampled.addAll(SampledAnswer.of(policy, questions.subList(begin, end), 1, seed + sampled.size()));
        }
        return sampled;
    }

    private void train(Policy model, RewriteExamples examples, RecipeProgress.Listener listener) {
        CosineSchedule schedule = CosineSchedule.of(learningRate, steps);
        LocatingPrompt asked = locating ? LOCATING : null;
        try (RewardModelTrainer trainer =
                new RewardModelTrainer(model, PROMPT, asked, OptimizerSettings.defaults(), REFERENCE_WEIGHT)) {
            for (int step = 0; step < steps; step++) {
                double real = step < corruptorSteps ? 0 : realShare;
                double loss = trainer.step(examples.next(batch, real), schedule.at(step))
                        .loss();
                listener.onProgress(RecipeProgress.step("reward model", step + 1, steps, loss));
            }
        }
    }

    private RecipeRecord record(AuditRecipe.Audits audits, long began) {
        RecipeRecord record = new RecipeRecord("errata reward-model train", began)
                .setting("question_seed", sets.seed())
                .setting("questions", sets.rewardModel())
                .setting("layers", layers)
                .setting("corruptor_steps", corruptorSteps)
                .setting("steps", steps)
                .setting("batch", batch)
                .setting("learning_rate", learningRate)
                .setting("real_share", realShare)
                .setting("answers_per_question", ANSWERS_PER_QUESTION)
                .setting("identity_share", teaching.identityShare())
                .setting("wrong_rewrites", teaching.wrongShare())
                .setting("free_rewrites", teaching.free() ? 1 : 0)
                .setting("locating", locating ? 1 : 0)
                .setting("seed", seed);
        measure(record, "corrupted_", audits.corrupted());
        measure(record, "real_", audits.real());
        return record;
    }

    private static void measure(RecipeRecord record, String prefix, RewardModelAudit audit) {
        record.measured(prefix + "answers", audit.answers())
                .measured(
                        prefix + "first_wrong_marked", audit.atFirstImpossible().recall())
                .measured(prefix + "marked_before", audit.atFirstImpossible().markedBefore())
                .measured(prefix + "doubted_before", audit.atFirstImpossible().doubtedBefore())
                .measured(prefix + "right", audit.rewrites().right())
                .measured(prefix + "sound", audit.rewrites().sound())
                .measured(prefix + "minimal_of_sound", audit.rewrites().minimal())
                .measured(prefix + "exact", audit.rewrites().exact())
                .measured(prefix + "copied_reference", audit.rewrites().copiedReference())
                .measured(prefix + "edits", audit.rewrites().edits())
                .measured(prefix + "exact_edits", audit.rewrites().exactEdits());
        Located located = audit.located();
        if (located != null) {
            record.measured(prefix + "step_located", located.exact())
                    .measured(prefix + "located_sound", located.rewrites().sound());
        }
    }
}
