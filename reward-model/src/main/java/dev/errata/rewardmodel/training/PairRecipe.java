package dev.errata.rewardmodel.training;

import dev.errata.policy.Policy;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a reward model from pairs, as in RLMEC (arXiv:2401.06081): cross-entropy on the rewrites, starting from the
 * weights of a base model.
 *
 * @param base folder of the base model, usually that of the policy
 * @param prompt the rewriting prompt
 * @param training training settings
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 */
public record PairRecipe(Path base, RewritePrompt prompt, PairTraining training, String device) {

    private static final OptimizerSettings OPTIMIZER = OptimizerSettings.defaults();

    /** A rewriting prompt for any language model: English headings, and an answer field without a fixed width. */
    public static RewritePrompt plainPrompt() {
        return new RewritePrompt("\n\nReference solution:\n", "\n\nAnswer:\n", "\n\nCorrected answer:\n", 0);
    }

    /**
     * The result of a training.
     *
     * @param steps optimizer steps
     * @param learned number of pairs learned from
     * @param tooLong number of pairs left out because they are too long
     * @param firstLoss mean loss of the first epoch
     * @param lastLoss mean loss of the last epoch
     * @param longestPrompt tokens of the longest rewriting prompt
     * @param longestRewrite tokens of the longest rewrite, its end included
     */
    public record Made(
            int steps,
            int learned,
            int tooLong,
            double firstLoss,
            double lastLoss,
            int longestPrompt,
            int longestRewrite) {}

    /** The lengths of a pair in tokens. */
    private record Sized(RewriteExample example, int prompt, int rewrite) {}

    /**
     * Trains and writes the reward model's folder.
     *
     * @throws IllegalArgumentException if no pair is short enough, or the base model's tokenizer cannot write the
     *     prompt
     * @throws IOException if the folder is or holds the base model's, was not written by a recipe, or cannot be written
     */
    public Made run(List<RewriteExample> pairs, Path folder, RecipeProgress.Listener listener) throws IOException {
        long began = System.nanoTime();
        WorkFolder.refuseOwn(base, folder);
        // Checked before the training, although the folder is written after it: an earlier model there may be in use
        // meanwhile.
        WorkFolder.refuseForeign(folder);
        try (Policy model = Policy.load(base, device)) {
            checkReadable(model.tokenizer());
            List<Sized> sized =
                    pairs.stream().map(pair -> sized(model.tokenizer(), pair)).toList();
            int longest = Math.min(training.maxLength(), model.maxPositions());
            List<Sized> fitting = sized.stream()
                    .filter(pair -> pair.prompt() + pair.rewrite() <= longest)
                    .toList();
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException("None of " + pairs.size() + " pairs fits into " + longest
                        + " tokens: raise --max-length, or take a base model with more positions.");
            }
            double[] losses = train(model, fitting.stream().map(Sized::example).toList(), listener);
            int epoch = Math.min(losses.length, stepsOfAnEpoch(fitting.size()));
            Made made = new Made(
                    losses.length,
                    fitting.size(),
                    pairs.size() - fitting.size(),
                    mean(losses, 0, epoch),
                    mean(losses, losses.length - epoch, losses.length),
                    fitting.stream().mapToInt(Sized::prompt).max().orElse(0),
                    fitting.stream().mapToInt(Sized::rewrite).max().orElse(0));
            return WorkFolder.make(folder, place -> {
                model.save(place);
                prompt.save(place);
                record(made, began).write(place);
                return made;
            });
        }
    }

    private void checkReadable(Tokenizer tokenizer) {
        for (String part : List.of(prompt.questionEnd(), prompt.referenceEnd(), prompt.answerEnd())) {
            if (!tokenizer.decode(tokenizer.encode(part)).strip().equals(part.strip())) {
                throw new IllegalArgumentException("The base model's tokenizer cannot write the prompt's '"
                        + part.strip() + "': give a folder with another rewrite_prompt.json with --rewrite-prompt.");
            }
        }
    }

    private Sized sized(Tokenizer tokenizer, RewriteExample example) {
        int[] answer = tokenizer.encode(example.answer());
        int read = prompt.render(tokenizer, example.question(), example.reference(), answer).length;
        boolean overField = prompt.answerWidth() > 0 && answer.length > prompt.answerWidth();
        return new Sized(
                example, overField ? Integer.MAX_VALUE / 2 : read, tokenizer.encode(example.rewrite()).length + 1);
    }

    /** Loss of each step. */
    private double[] train(Policy model, List<RewriteExample> pairs, RecipeProgress.Listener listener) {
        int steps = training.steps().orElse(training.epochs() * stepsOfAnEpoch(pairs.size()));
        CosineSchedule schedule = new CosineSchedule(training.learningRate(), steps, training.warmUpShare(), 0);
        SplittableRandom random = new SplittableRandom(training.seed());
        OptimizerSettings optimizer = new OptimizerSettings(
                OPTIMIZER.beta1(),
                OPTIMIZER.beta2(),
                OPTIMIZER.epsilon(),
                training.weightDecay(),
                OPTIMIZER.clipNorm());
        double[] losses = new double[steps];
        List<RewriteExample> order = new ArrayList<>();
        try (RewardModelTrainer trainer =
                new RewardModelTrainer(model, prompt, optimizer, training.referenceWeight())) {
            for (int step = 0; step < steps; step++) {
                if (order.isEmpty()) {
                    order.addAll(Shuffle.of(pairs, random));
                }
                List<RewriteExample> next = order.subList(0, Math.min(order.size(), training.batch()));
                losses[step] =
                        trainer.step(List.copyOf(next), schedule.at(step)).loss();
                next.clear();
                listener.onProgress(RecipeProgress.step("reward model", step + 1, steps, losses[step]));
            }
        }
        return losses;
    }

    private int stepsOfAnEpoch(int pairs) {
        return (pairs + training.batch() - 1) / training.batch();
    }

    private static double mean(double[] losses, int begin, int end) {
        return Arrays.stream(losses, begin, end).average().orElse(Double.NaN);
    }

    private RecipeRecord record(Made made, long began) {
        return new RecipeRecord("errata reward-model train --pairs", began)
                .setting("base", base.toString())
                .setting("epochs", training.epochs())
                .setting("batch", training.batch())
                .setting("learning_rate", training.learningRate())
                .setting("warm_up_share", training.warmUpShare())
                .setting("weight_decay", training.weightDecay())
                .setting("reference_weight", training.referenceWeight())
                .setting("max_length", training.maxLength())
                .setting("seed", training.seed())
                .measured("steps", made.steps())
                .measured("pairs", made.learned())
                .measured("pairs_too_long", made.tooLong())
                .measured("loss_of_first_epoch", made.firstLoss())
                .measured("loss_of_last_epoch", made.lastLoss())
                .measured("longest_prompt", made.longestPrompt())
                .measured("longest_rewrite", made.longestRewrite());
    }
}
