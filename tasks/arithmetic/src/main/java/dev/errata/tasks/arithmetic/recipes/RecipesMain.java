package dev.errata.tasks.arithmetic.recipes;

import dev.errata.policy.backend.ComputeThreads;
import dev.errata.rewardmodel.training.RecipeProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Runs the recipes by hand; the command line of Errata calls the recipes themselves. */
public final class RecipesMain {

    private RecipesMain() {}

    /** One of: questions FOLDER, start-policy FOLDER, reward-model POLICY FOLDER. */
    public static void main(String[] args) throws IOException {
        ComputeThreads.configure(Integer.getInteger("errata.threads", 2));
        switch (args[0]) {
            case "questions" -> QuestionSets.demo().write(Path.of(args[1]));
            case "start-policy" -> StartPolicyRecipe.demo().run(Path.of(args[1]), printing(50));
            case "reward-model" -> RewardModelRecipe.demo().run(Path.of(args[1]), Path.of(args[2]), printing(50));
            default -> throw new IllegalArgumentException("no recipe is called " + args[0]);
        }
    }

    private static RecipeProgress.Listener printing(int every) {
        PrintStream out = System.out;
        long began = System.nanoTime();
        return progress -> {
            if (progress.step() % every == 0 || progress.accuracy().isPresent()) {
                out.printf(
                        "%6.1f s  %s %d/%d loss %.4f %s%n",
                        (System.nanoTime() - began) / 1e9,
                        progress.phase(),
                        progress.step(),
                        progress.total(),
                        progress.loss(),
                        progress.accuracy().isPresent() ? progress.accuracy().getAsDouble() : "");
            }
        };
    }
}
