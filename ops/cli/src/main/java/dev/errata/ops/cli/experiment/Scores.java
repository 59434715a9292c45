package dev.errata.ops.cli.experiment;

import dev.errata.evaluator.benchmark.Drawing;
import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.evaluator.benchmark.LoadedPolicy;
import dev.errata.evaluator.benchmark.Measurement;
import dev.errata.ops.cli.evaluation.DirectGrader;
import dev.errata.policy.Policy;
import java.nio.file.Path;
import java.time.Clock;

/** Measures policies on a set of questions, greedily, by the rules the loop judges with. */
final class Scores {

    private static final Drawing GREEDY = Drawing.greedy(56);

    private final Clock clock;

    Scores(Clock clock) {
        this.clock = clock;
    }

    /** Share of the questions that the policy in a folder answers right. */
    double accuracy(Path folder, HeldOut set) {
        try (Policy policy = Policy.load(folder, "cpu")) {
            return new Measurement(set, new DirectGrader(), clock, () -> {})
                    .of(new LoadedPolicy(policy), 0, GREEDY)
                    .getAvgAtK();
        }
    }
}
