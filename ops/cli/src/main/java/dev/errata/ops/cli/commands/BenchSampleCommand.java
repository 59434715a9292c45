package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.SampleBenchmark;
import dev.errata.ops.bench.SampleWorkload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata bench sample}: measures sampling. */
@Command(
        name = "sample",
        description = {
            "Sample answers at temperature 1, with their log-probs.",
            "All sampled tokens count, the stop token included."
        })
public final class BenchSampleCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--answers",
            paramLabel = "N",
            description = "Answers, each to its own prompt. Default: ${DEFAULT-VALUE}.")
    private int answers = 64;

    @Option(names = "--prompt-tokens", paramLabel = "N", description = "Tokens of a prompt. Default: ${DEFAULT-VALUE}.")
    private int promptTokens = 32;

    @Option(
            names = "--new-tokens",
            paramLabel = "N",
            description = "Tokens of an answer; none ends early. Default: ${DEFAULT-VALUE}.")
    private int newTokens = 96;

    @Option(
            names = "--mixed",
            description = "Use 64 questions x 4 answers instead: prompts of 8 to 128 tokens, one token in 32 ends an "
                    + "answer, at most 96 tokens each.")
    private boolean mixed;

    @Override
    public Integer call() {
        BenchOptions.requirePositive("--answers", answers);
        BenchOptions.requirePositive("--prompt-tokens", promptTokens);
        BenchOptions.requirePositive("--new-tokens", newTokens);
        return options.run("sample", this::workload, SampleBenchmark::new);
    }

    private SampleWorkload workload(int vocabulary, long seed) {
        return mixed
                ? SampleWorkload.mixed(vocabulary, seed)
                : SampleWorkload.equal(answers, promptTokens, newTokens, vocabulary, seed);
    }
}
