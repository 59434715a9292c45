package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.models.WeightsName;
import dev.errata.policy.Policy;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.rewardmodel.teachers.pairs.AnswerFile;
import dev.errata.rewardmodel.teachers.pairs.Answering;
import dev.errata.rewardmodel.teachers.pairs.PolicyAnswers;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for sampling answers of a policy; the defaults are those of the authors of RLMEC (arXiv:2401.06081). */
final class AnswerOptions {

    @Option(
            names = "--answers",
            paramLabel = "N",
            description = "Answers sampled for each question. Default: ${DEFAULT-VALUE}.")
    private int answers = 5;

    @Option(names = "--temperature", description = "Sampling temperature. Default: ${DEFAULT-VALUE}.")
    private double temperature = 0.7;

    @Option(names = "--top-p", description = "Nucleus mass of the sampling (top-p). Default: ${DEFAULT-VALUE}.")
    private double topP = 0.95;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Maximum number of tokens of an answer. Default: ${DEFAULT-VALUE}.")
    private int maxNewTokens = 512;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Questions answered between two writes to the file. Default: ${DEFAULT-VALUE}.")
    private int batch = 32;

    @Option(
            names = "--seed",
            description = "Seed of the sampling and of the choice among right answers. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    long seed() {
        return seed;
    }

    /** Opens the file of answers; refuses one that was started with another policy or other settings. */
    AnswerFile open(Path file, List<Question> questions, Path policy) throws IOException {
        if (answers < 1 || batch < 1 || maxNewTokens < 1 || temperature < 0 || !(topP > 0 && topP <= 1)) {
            throw new CommandFailed("--answers, --batch and --max-new-tokens must be above 0, --temperature 0 or more,"
                    + " and --top-p above 0 and at most 1.");
        }
        ObjectNode settings = new ObjectMapper()
                .createObjectNode()
                .put("policy", WeightsName.of(policy))
                .put("answers", answers)
                .put("temperature", temperature)
                .put("top_p", topP)
                .put("max_new_tokens", maxNewTokens)
                .put("seed", seed);
        return new AnswerFile(file, questions, settings);
    }

    /** Samples the missing answers. */
    void fill(AnswerFile file, Path policy, String device) {
        List<Question> missing = file.unanswered(answers);
        if (missing.isEmpty()) {
            return;
        }
        SamplingSettings settings = new SamplingSettings(temperature, topP, 0, maxNewTokens);
        try (Policy loaded = Policy.load(policy, device);
                ProgressBar bar = new ProgressBar("answering")) {
            Answering answering = new PolicyAnswers(loaded, settings, answers, seed);
            for (int begin = 0; begin < missing.size(); begin += batch) {
                int end = Math.min(missing.size(), begin + batch);
                bar.show(begin, missing.size(), "questions");
                file.add(answering.answer(missing.subList(begin, end)));
                bar.show(end, missing.size(), "questions");
            }
        }
    }
}
