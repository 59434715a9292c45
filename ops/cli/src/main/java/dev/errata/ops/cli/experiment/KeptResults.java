package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.demo.StateFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The results of earlier runs of an experiment.
 *
 * @param folder folder of the experiment
 */
record KeptResults(Path folder) {

    /**
     * The results of the given trials, in their order.
     *
     * @param conditions the current conditions of each arm, by name
     * @throws CommandFailed naming the results that were made under other conditions
     */
    List<TrialResult> of(List<Trial> trials, Map<String, Conditions> conditions) {
        List<TrialResult> results = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        for (Trial trial : trials) {
            Conditions now = Objects.requireNonNull(conditions.get(trial.arm().name()), "every arm has conditions");
            TrialResult.read(trial.in(folder)).ifPresent(kept -> {
                results.add(kept);
                List<String> differences = now.differencesOf(kept);
                if (!differences.isEmpty()) {
                    strangers.add(trial.in(folder) + " (" + String.join("; ", differences) + ")");
                }
            });
        }
        if (!strangers.isEmpty()) {
            throw new CommandFailed("These results were made under other conditions than those of the experiment now: "
                    + String.join(", ", strangers)
                    + ". Delete their folders to run them again, or give another folder with --out.");
        }
        return results;
    }

    /** Deletes the files that finished trials no longer need, in case a run was interrupted before it did. */
    void sweep(List<Trial> trials) {
        for (Trial trial : trials) {
            Path place = trial.in(folder);
            if (TrialResult.exists(place)) {
                StateFolder.sweep(place);
            }
        }
    }
}
