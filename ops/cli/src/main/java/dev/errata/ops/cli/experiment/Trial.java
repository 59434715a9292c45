package dev.errata.ops.cli.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One arm with one seed: one run of the loop. */
record Trial(Arm arm, long seed) {

    /**
     * All trials of a plan: every arm once, then again with the next seed, so that an interrupted experiment can be
     * compared already.
     */
    static List<Trial> of(ExperimentPlan plan) {
        List<Trial> trials = new ArrayList<>();
        for (long seed : plan.seeds()) {
            for (Arm arm : plan.arms()) {
                trials.add(new Trial(arm, seed));
            }
        }
        return trials;
    }

    /** The folder of its results. */
    Path in(Path folder) {
        return folder.resolve("trials").resolve(arm.name() + "-" + seed);
    }

    /** Whether a result is this trial's. */
    boolean produced(TrialResult result) {
        return result.arm().equals(arm.name()) && result.seed() == seed;
    }

    @Override
    public String toString() {
        return arm.name() + ", seed " + seed;
    }
}
