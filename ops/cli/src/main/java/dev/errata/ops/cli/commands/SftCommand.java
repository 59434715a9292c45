package dev.errata.ops.cli.commands;

import dev.errata.tasks.arithmetic.recipes.StartPolicyRecipe;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata policy sft}: makes the start policy of the demo. */
@Command(
        name = "sft",
        description = {
            "Make the start policy of the demo: supervised fine-tuning of a new small network on worked "
                    + "solutions.",
            "The same seed makes the same policy; seed and settings are recorded in the folder's recipe.json."
        })
public final class SftCommand implements Callable<Integer> {

    private static final StartPolicyRecipe DEMO = StartPolicyRecipe.demo();

    @Mixin
    private RecipeOptions options = new RecipeOptions();

    @Option(
            names = "--seed",
            description = "Seed of the weights and of the order of examples. Default: that of the shipped policy.")
    private @Nullable Long seed;

    @Option(names = "--steps", description = "Optimizer steps. Default: as for the shipped policy.")
    private @Nullable Integer steps;

    @Override
    public Integer call() {
        StartPolicyRecipe recipe = new StartPolicyRecipe(
                DEMO.sets(),
                DEMO.layers(),
                steps == null ? DEMO.steps() : steps,
                DEMO.batch(),
                DEMO.learningRate(),
                seed == null ? DEMO.seed() : seed);
        options.run("start policy", (folder, listener) -> {
            double accuracy = recipe.run(folder, listener);
            System.out.println(String.format(Locale.ROOT, "held-out accuracy %.1f %%", accuracy * 100));
        });
        return 0;
    }
}
