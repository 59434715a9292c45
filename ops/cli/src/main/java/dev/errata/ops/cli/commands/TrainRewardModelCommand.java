package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.tasks.arithmetic.Teaching;
import dev.errata.tasks.arithmetic.recipes.AuditTable;
import dev.errata.tasks.arithmetic.recipes.RewardModelRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata reward-model train}: trains the reward model of a start policy. */
@Command(
        name = "train",
        description = {
            "Train the generative reward model of a start policy: it learns to rewrite corrupted solutions "
                    + "and the policy's own wrong answers with the fewest edits, and to leave right ones unchanged.",
            "The same seed makes the same model; seed, settings and its audit are recorded in the folder's "
                    + "recipe.json.",
            "With --pairs it is trained on the pairs of 'reward-model data' instead, for any task and any model."
        })
public final class TrainRewardModelCommand implements Callable<Integer> {

    private static final RewardModelRecipe DEMO = RewardModelRecipe.demo();

    @Mixin
    private RecipeOptions options = new RecipeOptions();

    @Mixin
    private PairTrainingOptions pairs = new PairTrainingOptions();

    @Option(
            names = "--start-policy",
            paramLabel = "FOLDER",
            description = "The policy whose wrong answers it learns to rewrite. Default: the shipped one.")
    private @Nullable Path startPolicy;

    @Option(
            names = "--seed",
            description = "Seed of weights, answers and examples. Default: that of the shipped model; with --pairs 1.")
    private @Nullable Long seed;

    @Option(
            names = "--steps",
            description = "Optimizer steps. Default: as for the shipped model; with --pairs, --epochs decides.")
    private @Nullable Integer steps;

    @Option(
            names = "--identity-share",
            paramLabel = "SHARE",
            description = "Share of right solutions, to be left unchanged, among the generated examples; the "
                    + "policy's right "
                    + "answers are added in proportion. Default: ${DEFAULT-VALUE}.")
    private double identityShare = Teaching.demo().identityShare();

    @Option(
            names = "--wrong-rewrites",
            paramLabel = "SHARE",
            description = {
                "Share of the wrong answers that the teacher rewrites wrongly: few edits, the right final number, "
                        + "a false step.",
                "Default: ${DEFAULT-VALUE}."
            })
    private double wrongRewrites = Teaching.demo().wrongShare();

    @Option(
            names = "--free-rewrites",
            description = "Rewrite a wrong answer to any worked solution instead of the closest sound one.")
    private boolean freeRewrites;

    @Option(
            names = "--locating",
            description = {
                "Learn locating too: which step of an answer is the first wrong one; reward-model.locating=true "
                        + "uses it.",
                "A training step takes about 75 %% longer."
            })
    private boolean locating;

    @Override
    public Integer call() {
        if (pairs.given()) {
            pairs.run(options, steps, seed);
        } else {
            arithmetic();
        }
        return 0;
    }

    private void arithmetic() {
        pairs.refuseAlone();
        Path policy = startPolicy == null
                ? ModelPair.in(Installation.here().models()).startPolicy()
                : startPolicy.toAbsolutePath().normalize();
        if (!Files.isDirectory(policy)) {
            throw new CommandFailed("There is no policy in " + policy
                    + ": make one with 'ops/errata policy sft', or give its folder with --start-policy.");
        }
        int all = steps == null ? DEMO.steps() : steps;
        RewardModelRecipe recipe = new RewardModelRecipe(
                DEMO.sets(),
                DEMO.layers(),
                Math.min(DEMO.corruptorSteps(), all),
                all,
                DEMO.batch(),
                DEMO.learningRate(),
                DEMO.realShare(),
                new Teaching(identityShare, wrongRewrites, freeRewrites),
                locating,
                seed == null ? DEMO.seed() : seed);
        options.run("reward model", (folder, listener) -> {
            AuditTable.figures(recipe.run(policy, folder, listener)).forEach(System.out::println);
        });
    }
}
