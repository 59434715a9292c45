package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.TrainStepBenchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code errata bench train-step}: measures optimizer steps. */
@Command(
        name = "train-step",
        description = {
            "Take optimizer steps on the learner's PPO + imitation loss: forward, backward, clipping, AdamW.",
            "All tokens of the batch count, prompts included."
        })
public final class BenchTrainStepCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private BenchBatchOptions batch = new BenchBatchOptions();

    @Override
    public Integer call() {
        return options.run(
                "train-step", batch::workload, (policy, workload, seed) -> new TrainStepBenchmark(policy, workload));
    }
}
