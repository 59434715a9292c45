package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan that the results in a folder belong to.
 *
 * <p>Name, budget, points and sets hold for all trials and must not change. Arms and seeds may change; {@link
 * Conditions} tell for each trial whether its result is still valid.
 *
 * @param folder folder of the results
 */
record KeptPlan(Path folder) {

    private Path kept() {
        return folder.resolve("experiment.yaml");
    }

    /**
     * Checks that the results belong to an experiment with the same name, budget, points and sets.
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

    /** Copies the file of the plan to the folder. */
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
