package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.rewardmodel.training.RecipeProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that all commands which make a model share. */
final class RecipeOptions {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder of the new model. An earlier model there is replaced once the new one, made in "
                    + "FOLDER.unfinished, is complete.")
    private Path out = Path.of("");

    @Option(
            names = "--threads",
            description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}, the cores of this machine.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** One run of a recipe. */
    interface Recipe {
        void run(Path folder, RecipeProgress.Listener listener) throws IOException;
    }

    /** Runs a recipe with a progress bar. */
    void run(String what, Recipe recipe) {
        if (threads < 1) {
            throw new CommandFailed("--threads is " + threads + ": give at least 1.");
        }
        ComputeThreads.configure(threads);
        Path folder = out.toAbsolutePath().normalize();
        try (ProgressBar bar = new ProgressBar(what)) {
            recipe.run(folder, progress -> bar.show(progress.step(), progress.total(), note(progress)));
        } catch (IOException cause) {
            throw new CommandFailed("The model cannot be written: " + cause.getMessage() + ".", cause);
        }
        System.out.println("wrote " + folder);
    }

    private static String note(RecipeProgress progress) {
        if (progress.accuracy().isPresent()) {
            return String.format(
                    Locale.ROOT, "accuracy %.3f", progress.accuracy().getAsDouble());
        }
        return Double.isNaN(progress.loss())
                ? progress.phase()
                : String.format(Locale.ROOT, "loss %.4f", progress.loss());
    }
}
