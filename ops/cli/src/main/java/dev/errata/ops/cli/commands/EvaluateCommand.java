package dev.errata.ops.cli.commands;

import dev.errata.evaluator.benchmark.Drawing;
import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.evaluator.benchmark.MeasuredPolicy;
import dev.errata.evaluator.benchmark.Measurement;
import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.evaluation.DirectGrader;
import dev.errata.policy.Policy;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.Evaluation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata evaluate}: measures how well a policy answers a file of questions; needs no cluster. */
@Command(
        name = "evaluate",
        description = {
            "Measure a policy on held-out questions, judged by the rules of the loop; needs no cluster.",
            "The policy is a Hugging Face folder (Qwen2 or Llama), the questions are JSON lines."
        })
public final class EvaluateCommand implements Callable<Integer> {

    /** Questions that a measurement answers between two reports of its progress. */
    private static final int CHUNK = 256;

    @Option(names = "--policy", required = true, paramLabel = "FOLDER", description = "The policy to measure.")
    private Path policy = Path.of("");

    @Option(names = "--questions", required = true, paramLabel = "FILE", description = "Questions as JSON lines.")
    private Path questions = Path.of("");

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "Answers sampled for each question at temperature 1, after the greedy one. Default: none.")
    private int samples;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N questions only.")
    private @Nullable Integer limit;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Maximum number of tokens of an answer. Default: ${DEFAULT-VALUE}.")
    private int maxNewTokens = 56;

    @Option(names = "--device", description = "auto, cpu or gpu:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(names = "--threads", description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        if (threads < 1 || maxNewTokens < 1 || samples < 0) {
            throw new CommandFailed("--threads and --max-new-tokens must be above 0, and --samples 0 or more.");
        }
        ComputeThreads.configure(threads);
        List<Drawing> drawings = new ArrayList<>(List.of(Drawing.greedy(maxNewTokens)));
        if (samples > 0) {
            drawings.add(Drawing.sampled(samples, maxNewTokens));
        }
        try {
            measure(drawings).forEach(EvaluateCommand::print);
        } catch (UnusableBenchmarkException | UnusableCheckpointException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
        return 0;
    }

    private List<Evaluation> measure(List<Drawing> drawings) {
        Path file = questions.toAbsolutePath();
        HeldOut heldOut = HeldOut.read(
                file, String.valueOf(file.getFileName()), limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
        List<Evaluation> results = new ArrayList<>();
        try (Policy loaded = Policy.load(policy.toAbsolutePath(), device);
                ProgressBar bar = new ProgressBar("answering")) {
            int chunks = (heldOut.questions().size() + CHUNK - 1) / CHUNK;
            long[] started = {0};
            var measurement = new Measurement(heldOut, new DirectGrader(), Clock.systemUTC(), () -> {
                bar.show(started[0], (long) chunks * drawings.size(), "");
                started[0]++;
            });
            for (Drawing drawing : drawings) {
                results.add(measurement.of(MeasuredPolicy.of(loaded), 0, drawing));
            }
            bar.show(started[0], started[0], "");
        }
        return results;
    }

    private static void print(Evaluation result) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-8s avg@%d %.1f %%  (95 %%: %.1f to %.1f)  pass@%d %.1f %%  %,d questions  %.1f s",
                result.getMode().name().toLowerCase(Locale.ROOT),
                result.getK(),
                result.getAvgAtK() * 100,
                result.getIntervalLow() * 100,
                result.getIntervalHigh() * 100,
                result.getK(),
                result.getPassAtK() * 100,
                result.getQuestions(),
                result.getSeconds()));
    }
}
