package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.measurement.Drawing;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how answers are drawn: always one greedily, and others if asked for. */
final class DrawingOptions {

    /** Enough for the short answers of the demo. */
    private static final int ARITHMETIC_TOKENS = 56;

    private static final int USUAL_TOKENS = 512;

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "Answers sampled for each question, after the greedy one. Default: none.")
    private int samples;

    @Option(
            names = "--pass-at",
            paramLabel = "K",
            split = ",",
            description = "Estimate pass@k for these k, each at most --samples; with commas.")
    private List<Integer> passAt = new ArrayList<>();

    @Option(
            names = "--temperature",
            description = "Temperature of the sampled answers, above 0. Default: ${DEFAULT-VALUE}.")
    private double temperature = 1;

    @Option(names = "--top-p", description = "Nucleus mass of the sampled answers (top-p). Default: ${DEFAULT-VALUE}.")
    private double topP = 1;

    @Option(names = "--seed", description = "Seed of the sampled answers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description =
                    "Maximum number of tokens of an answer. Default: 56 for the task arithmetic, else 512, and at "
                            + "most half of what the policy can read.")
    private @Nullable Integer maxNewTokens;

    /** Refuses what cannot be drawn, before anything is loaded. */
    void check() {
        drawings(1);
    }

    /** The ways of drawing answers for a policy that reads at most {@code positions} tokens. */
    List<Drawing> drawings(MeasuredBenchmark benchmark, int positions) {
        boolean arithmetic = benchmark.questions().get(0).getTask().equals("arithmetic");
        int usual = arithmetic ? ARITHMETIC_TOKENS : USUAL_TOKENS;
        return drawings(maxNewTokens == null ? Math.min(usual, Math.max(1, positions / 2)) : maxNewTokens);
    }

    private List<Drawing> drawings(int tokens) {
        if (samples < 0 || tokens < 1) {
            throw new CommandFailed("--max-new-tokens must be above 0, and --samples 0 or more.");
        }
        if (samples == 0 && !passAt.isEmpty()) {
            throw new CommandFailed("--pass-at needs sampled answers: give --samples too.");
        }
        if (samples > 0 && temperature == 0) {
            throw new CommandFailed("--temperature is 0, which is greedy and is always measured: leave out --samples.");
        }
        List<Drawing> drawings = new ArrayList<>(List.of(Drawing.greedy(tokens)));
        if (samples > 0) {
            drawings.add(new Drawing(samples, new SamplingSettings(temperature, topP, 0, tokens), passAt, seed));
        }
        return drawings;
    }

    /** Everything but the number of answers that the answers of a policy to a benchmark depend on. */
    ObjectNode settings(MeasuredBenchmark benchmark, String weights, List<Drawing> drawings) {
        var prompts = benchmark.prompts();
        ObjectNode settings = new ObjectMapper()
                .createObjectNode()
                .put("policy", weights)
                .put("benchmark", benchmark.name())
                .put("max_new_tokens", drawings.get(0).settings().maxNewTokens())
                .put("temperature", temperature)
                .put("top_p", topP)
                .put("seed", seed)
                .put("template", prompts.template().text());
        prompts.examples().forEach(example -> settings.withArray("examples").add(example.getId()));
        return settings;
    }
}
