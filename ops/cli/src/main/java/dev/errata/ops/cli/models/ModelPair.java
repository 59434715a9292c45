package dev.errata.ops.cli.models;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two models that a run of the loop starts from.
 *
 * @param startPolicy folder of policy version 0
 * @param rewardModel folder of the generative reward model
 */
public record ModelPair(Path startPolicy, Path rewardModel) {

    /** The pair in a folder. */
    public static ModelPair in(Path folder) {
        return new ModelPair(folder.resolve("start-policy"), folder.resolve("reward-model"));
    }

    /** Whether both are there. */
    public boolean complete() {
        return Files.isRegularFile(startPolicy.resolve("model.safetensors"))
                && Files.isRegularFile(rewardModel.resolve("model.safetensors"));
    }

    /**
     * The pair that a run uses: its own where one was made from scratch, else the one that ships with the project.
     *
     * @param ownModels folder that holds the run's own pair, if it has one
     * @throws CommandFailed if there is none
     */
    public static ModelPair of(Path ownModels, Installation installation) {
        ModelPair own = in(ownModels);
        if (own.complete()) {
            return own;
        }
        ModelPair shipped = in(installation.models());
        if (!shipped.complete()) {
            throw new CommandFailed("The models that ship with Errata are missing in " + installation.models()
                    + ": restore them, or make new ones with 'ops/errata demo --from-scratch'.");
        }
        return shipped;
    }
}
