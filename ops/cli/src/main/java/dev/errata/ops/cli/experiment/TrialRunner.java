package dev.errata.ops.cli.experiment;

import java.nio.file.Path;
import java.util.Map;

/** Runs the trials of one experiment. */
interface TrialRunner {

    /**
     * What each arm would run with now, by its name; the weights of every model are read for it.
     *
     * @throws dev.errata.ops.cli.CommandFailed naming all that is missing
     */
    Map<String, Conditions> conditions();

    /**
     * Runs a trial from its beginning, in a folder of its own; what an interrupted run left there is wiped.
     *
     * @throws dev.errata.ops.cli.MachineOccupied if no trial can run for now
     * @throws RuntimeException if this one failed
     */
    TrialResult run(Trial trial, Path folder) throws InterruptedException;
}
