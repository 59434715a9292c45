package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import dev.errata.rewardmodel.training.PairFile;
import dev.errata.rewardmodel.training.PairRecipe;
import dev.errata.rewardmodel.training.PairTraining;
import dev.errata.rewardmodel.training.RewriteExample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options for training a reward model from pairs; the defaults are those of the authors of RLMEC (arXiv:2401.06081).
 */
final class PairTrainingOptions {

    private static final PairTraining PUBLISHED = PairTraining.published();

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description =
                    "Train on these pairs of answer and rewrite, as 'reward-model data' writes them; needs --base.")
    private @Nullable Path pairs;

    @Option(
            names = "--base",
            paramLabel = "FOLDER",
            description = "With --pairs: the model to start from, usually the policy itself.")
    private @Nullable Path base;

    @Option(
            names = "--rewrite-prompt",
            paramLabel = "FOLDER",
            description = {
                "With --pairs: a folder whose rewrite_prompt.json has the form of the prompt (question, "
                        + "reference, answer).",
                "Default: that of the base, or else headings in English."
            })
    private @Nullable Path rewritePrompt;

    @Option(names = "--epochs", description = "With --pairs: passes over the pairs. Default: ${DEFAULT-VALUE}.")
    private int epochs = PUBLISHED.epochs();

    @Option(names = "--batch", description = "With --pairs: pairs in an optimizer step. Default: ${DEFAULT-VALUE}.")
    private int batch = PUBLISHED.batch();

    @Option(
            names = "--learning-rate",
            description = "With --pairs: peak learning rate; it falls to 0 along a cosine. Default: ${DEFAULT-VALUE}.")
    private double learningRate = PUBLISHED.learningRate();

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description =
                    "With --pairs: share of the steps in which the learning rate rises. Default: ${DEFAULT-VALUE}.")
    private double warmUp = PUBLISHED.warmUpShare();

    @Option(names = "--weight-decay", description = "With --pairs. Default: ${DEFAULT-VALUE}.")
    private double weightDecay = PUBLISHED.weightDecay();

    @Option(
            names = "--reference-weight",
            paramLabel = "WEIGHT",
            description = {
                "With --pairs: weight of the tokens of the reference beside those of the rewrite, to learn the "
                        + "task as well.",
                "Default: ${DEFAULT-VALUE}."
            })
    private double referenceWeight = PUBLISHED.referenceWeight();

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "With --pairs: maximum tokens of a pair, prompt included. Default: ${DEFAULT-VALUE}.")
    private int maxLength = PUBLISHED.maxLength();

    @Option(names = "--device", description = "With --pairs: auto, cpu or gpu:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    boolean given() {
        return pairs != null;
    }

    /** Refuses options that have no effect without pairs. */
    void refuseAlone() {
        if (base != null || rewritePrompt != null) {
            throw new CommandFailed("--base and --rewrite-prompt go with --pairs: give the file of pairs too.");
        }
    }

    /** Trains. */
    void run(RecipeOptions options, @Nullable Integer steps, @Nullable Long seed) {
        if (base == null || !Files.isDirectory(base)) {
            throw new CommandFailed("--pairs needs --base: give the folder of the model to start from.");
        }
        if (pairs == null || !Files.isRegularFile(pairs)) {
            throw new CommandFailed("There is no file " + pairs + ": make it with 'errata reward-model data'.");
        }
        Path from = base.toAbsolutePath().normalize();
        Path file = pairs;
        PairTraining training = new PairTraining(
                epochs,
                steps == null ? OptionalInt.empty() : OptionalInt.of(steps),
                batch,
                learningRate,
                warmUp,
                weightDecay,
                referenceWeight,
                maxLength,
                seed == null ? PUBLISHED.seed() : seed);
        try {
            PairRecipe recipe = new PairRecipe(from, prompt(from), training, device);
            options.run("reward model", (folder, listener) -> {
                List<RewriteExample> examples = PairFile.read(file);
                print(recipe.run(examples, folder, listener));
            });
        } catch (UnusableCheckpointException | IllegalArgumentException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private RewritePrompt prompt(Path from) {
        if (rewritePrompt != null) {
            return RewritePrompt.load(rewritePrompt);
        }
        return Files.exists(from.resolve(RewritePrompt.FILE)) ? RewritePrompt.load(from) : PairRecipe.plainPrompt();
    }

    private static void print(PairRecipe.Made made) {
        System.out.printf(
                Locale.ROOT,
                "%,d pairs in %,d steps, loss %.4f in the first epoch and %.4f in the last%n",
                made.learned(),
                made.steps(),
                made.firstLoss(),
                made.lastLoss());
        if (made.tooLong() > 0) {
            System.out.printf(Locale.ROOT, "  %,d pairs were left out: longer than --max-length%n", made.tooLong());
        }
        System.out.printf(
                Locale.ROOT,
                "serve it with reward-model.max-prompt-tokens of at least %d and "
                        + "reward-model.max-rewrite-tokens of at least"
                        + " %d%n",
                made.longestPrompt(),
                made.longestRewrite());
    }
}
