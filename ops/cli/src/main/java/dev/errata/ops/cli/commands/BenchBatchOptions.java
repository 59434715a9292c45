package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.BatchWorkload;
import dev.errata.ops.cli.CommandFailed;
import picocli.CommandLine.Option;

/** The sequences of a batch benchmark. */
final class BenchBatchOptions {

    @Option(names = "--sequences", paramLabel = "N", description = "Sequences in a batch. Default: ${DEFAULT-VALUE}.")
    private int sequences = 32;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens of a sequence: a quarter prompt, the rest answer. Default: ${DEFAULT-VALUE}.")
    private int tokens = 128;

    @Option(names = "--mixed", description = "Use 64 sequences of 16 to 256 tokens instead.")
    private boolean mixed;

    BatchWorkload workload(int vocabulary, long seed) {
        BenchOptions.requirePositive("--sequences", sequences);
        if (tokens < 2) {
            throw new CommandFailed(
                    "--tokens is " + tokens + ": give at least 2, one for the prompt and one for the answer.");
        }
        return mixed ? BatchWorkload.mixed(vocabulary, seed) : BatchWorkload.equal(sequences, tokens, vocabulary, seed);
    }
}
