package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.LogProbsBenchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code errata bench log-probs}: measures the log-probs of given answers. */
@Command(
        name = "log-probs",
        description = {
            "Compute the log-probs of given answers: forward only, on the batches of train-step.",
            "All tokens of the batch count, prompts included."
        })
public final class BenchLogProbsCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private BenchBatchOptions batch = new BenchBatchOptions();

    @Override
    public Integer call() {
        return options.run(
                "log-probs", batch::workload, (policy, workload, seed) -> new LogProbsBenchmark(policy, workload));
    }
}
