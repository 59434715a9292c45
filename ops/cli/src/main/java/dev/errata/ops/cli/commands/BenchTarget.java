package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.BenchNetwork;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.UnusableCheckpointException;
import picocli.CommandLine.Option;

/** The network and the threads of a benchmark. */
final class BenchTarget {

    @Option(
            names = "--shape",
            paramLabel = "A|B|FOLDER",
            description = {
                "A: hidden 256, 6 layers, ffn 688, vocabulary 512.",
                "B: hidden 512, 8 layers, ffn 1376, vocabulary 2048.",
                "Both have random weights. FOLDER: a checkpoint. Default: ${DEFAULT-VALUE}."
            })
    private String shape = "A";

    @Option(names = "--threads", description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}.")
    private int threads = 2;

    @Option(names = "--seed", description = "Seed of random weights, workload and sampling. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object as the last line.")
    private boolean json;

    int threads() {
        return threads;
    }

    long seed() {
        return seed;
    }

    boolean json() {
        return json;
    }

    /**
     * The network, with the engine set to the threads.
     *
     * @throws CommandFailed in one sentence, if there is no such network
     */
    BenchNetwork network() {
        BenchOptions.requirePositive("--threads", threads);
        try {
            BenchNetwork network = BenchNetwork.named(shape);
            ComputeThreads.configure(threads);
            return network;
        } catch (UnusableCheckpointException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
