package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.evaluation.EvaluationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata evaluate}: measures how well a policy answers the questions of a benchmark; needs no cluster. */
@Command(
        name = "evaluate",
        description = {
            "Measure a policy on held-out questions, judged by the rules of the loop; needs no cluster.",
            "The policy is a Hugging Face folder (Qwen2 or Llama). Every question is answered once greedily, and "
                    + "--samples times by sampling.",
            "An interrupted measurement with --out continues where it stopped. 'errata compare' compares policies."
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Option(names = "--policy", required = true, paramLabel = "FOLDER", description = "The policy to measure.")
    private Path policy = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Keep every answer with its verdict in this file, as JSON lines.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Mixin
    private PolicyOptions options = new PolicyOptions();

    @Override
    public Integer call() {
        options.measure(List.of(new PolicyOptions.Measured(policy, out)), (results, answers) -> {
            if (json) {
                System.out.println(EvaluationReport.json(results, answers).toPrettyString());
            } else {
                EvaluationReport.text(results, answers).forEach(System.out::println);
            }
        });
        return 0;
    }
}
