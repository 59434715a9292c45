package dev.errata.ops.cli.experiment;

import java.nio.file.Path;
import java.util.Map;

/** Runs the trials of one experiment. */
interface TrialRunner {

    /**
     * The current conditions of each arm, by name; reads the weights of every model.
     *
     * @throws dev.errata.ops.cli.CommandFailed naming every missing model
     */
    Map<String, Conditions> conditions();

    /**
     * Runs a trial from its beginning in its own folder, and deletes the files that an interrupted run left there.
     *
     * @throws dev.errata.ops.cli.MachineOccupied if no trial can run for now
     * @throws RuntimeException if this trial failed
     */
    TrialResult run(Trial trial, Path folder) throws InterruptedException;
}
