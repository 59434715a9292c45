package dev.errata.learner.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errata.policy.weights.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The run that a folder of weights belongs to, as recorded in its run.json.
 *
 * @param run its name; empty if it has none
 * @param startPolicySha256 SHA-256 of the weights that it started from, hex
 */
record WeightsOwner(String run, String startPolicySha256) {

    private static final String FILE = "run.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** The owner of a folder; empty if it was not claimed. */
    static Optional<WeightsOwner> of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            return Optional.of(new WeightsOwner(
                    json.path("run").asText(), json.path("start_policy_sha256").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + file + ", which names the run of these weights: remove it if they are this run's.",
                    e);
        }
    }

    /** Claims a folder for this owner. */
    void claim(Path folder) {
        WholeFiles.replace(folder.resolve(FILE), file -> {
            byte[] json = JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(
                            JSON.createObjectNode().put("run", run).put("start_policy_sha256", startPolicySha256));
            Files.write(file, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC, StandardOpenOption.WRITE);
        });
    }

    @Override
    public String toString() {
        return (run.isEmpty() ? "the run without a name" : "run " + run) + " that began from weights with sha256 "
                + startPolicySha256;
    }
}
