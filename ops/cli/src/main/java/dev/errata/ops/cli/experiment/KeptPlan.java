package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The description that a folder of results belongs to.
 *
 * <p>What all trials share must not change: name, budget, points and sets. Arms and seeds may; whether a trial's result still
 * stands for it is seen trial by trial.
 *
 * @param folder folder of the results
 */
record KeptPlan(Path folder) {

    private Path kept() {
        return folder.resolve("experiment.yaml");
    }

    /**
     * Makes sure that the folder's results are of an experiment measured like this one.
     *
     * @throws CommandFailed naming the differences
     */
    void requireLike(ExperimentPlan plan) {
        if (!Files.exists(kept())) {
            return;
        }
        ExperimentPlan then = ExperimentPlan.read(kept());
        List<String> differences = new ArrayList<>();
        compare(differences, "name", then.name(), plan.name());
        compare(differences, "budget", then.budget(), plan.budget());
        compare(differences, "points", then.points(), plan.points());
        compare(differences, "sets", then.sets(), plan.sets());
        if (!differences.isEmpty()) {
            throw new CommandFailed(folder + " holds the results of another experiment ("
                    + String.join("; ", differences) + "): give another folder with --out, or delete it.");
        }
    }

    /** Keeps a description as the folder's. */
    void keep(Path file) {
        try {
            Files.createDirectories(folder);
            Files.copy(file, kept(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot use " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }

    private static void compare(List<String> differences, String what, Object then, Object now) {
        if (!then.equals(now)) {
            differences.add(what + " " + then + ", now " + now);
        }
    }
}
