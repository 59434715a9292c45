package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.tasks.arithmetic.recipes.AuditRecipe;
import dev.errata.tasks.arithmetic.recipes.AuditTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata reward-model audit}: measures whether a reward model marks the wrong tokens. */
@Command(
        name = "audit",
        description = {
            "Measure a reward model on wrong answers to held-out arithmetic questions, both corrupted solutions and "
                    + "answers of a policy.",
            "Shows whether it marks the first wrong token and none before it, whether its rewrites are sound and "
                    + "minimal, whether its probabilities are calibrated, and where along an answer they drop. For a "
                    + "model that can locate: whether it names the first wrong step."
        })
public final class AuditRewardModelCommand implements Callable<Integer> {

    private static final AuditRecipe DEMO = AuditRecipe.demo();

    @Option(
            names = "--reward-model",
            paramLabel = "FOLDER",
            description = "The reward model. Default: the shipped one.")
    private @Nullable Path rewardModel;

    @Option(
            names = "--policy",
            paramLabel = "FOLDER",
            description = "The policy whose wrong answers are used. Default: the shipped start policy.")
    private @Nullable Path policy;

    @Option(
            names = "--answers",
            paramLabel = "N",
            description = "Maximum number of wrong answers of each kind. Default: ${DEFAULT-VALUE}.")
    private int answers = DEMO.answers();

    @Option(names = "--seed", description = "Seed of the corruptions and of the sampling. Default: ${DEFAULT-VALUE}.")
    private long seed = DEMO.seed();

    @Option(names = "--threads", description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || answers < 1 || answers > DEMO.sets().heldOut()) {
            throw new CommandFailed("--threads must be above 0, and --answers from 1 to "
                    + DEMO.sets().heldOut() + ".");
        }
        ComputeThreads.configure(threads);
        ModelPair shipped = ModelPair.in(Installation.here().models());
        Path model = existing(rewardModel == null ? shipped.rewardModel() : rewardModel, "--reward-model");
        Path asked = existing(policy == null ? shipped.startPolicy() : policy, "--policy");
        try {
            print(new AuditRecipe(DEMO.sets(), answers, seed).run(asked, model));
        } catch (UnusableCheckpointException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
        return 0;
    }

    private void print(AuditRecipe.Audits audits) throws IOException {
        if (json) {
            System.out.println(JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(audits));
        } else {
            AuditTable.of(audits).forEach(System.out::println);
        }
    }

    private static Path existing(Path folder, String option) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new CommandFailed("There is no model in " + absolute + ": give its folder with " + option + ".");
        }
        return absolute;
    }
}
