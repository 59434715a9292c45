package dev.errata.learner.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.ScoredRollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A run's position on disk: run.json, and the rollouts of an open batch beside it. */
final class PositionFiles {

    private static final String RUN = "run.json";
    private static final String OPEN = "open-batch.avro";
    private static final String START_POLICY = "start_policy_sha256";
    private static final String VERSION_ZERO = "version_0_sha256";
    private static final String SETTLEMENTS = "settlements";
    private static final String READ_TO = "read_to";
    private static final JsonMapper JSON = new JsonMapper();

    private PositionFiles() {}

    static void write(RunPosition position, Origin origin, Path folder) throws IOException {
        ObjectNode run = JSON.createObjectNode()
                .put("update", position.update())
                .put("version", position.version())
                .put("published_update", position.publishedUpdate())
                .put("rollouts_trained", position.rolloutsTrained())
                .put(START_POLICY, origin.startPolicySha256())
                .put(VERSION_ZERO, origin.versionZeroSha256())
                .put(SETTLEMENTS, position.open().settlements());
        put(run.putObject("offsets"), position.offsets());
        put(run.putObject(READ_TO), position.open().next());
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(RUN).toFile(), run);
        if (!position.open().rollouts().isEmpty()) {
            AvroFile.write(
                    folder.resolve(OPEN), ScoredRollout.class, position.open().rollouts());
        }
    }

    /**
     * Reads the files that {@link #write} wrote.
     *
     * @throws IllegalStateException if run.json is not as a learner writes it; the message names the file and the key
     */
    static RunPosition read(Path folder) throws IOException {
        Path file = folder.resolve(RUN);
        JsonNode run = json(file);
        return new RunPosition(
                number(file, run, "update"),
                number(file, run, "version"),
                number(file, run, "published_update"),
                number(file, run, "rollouts_trained"),
                offsets(file, run, "offsets"),
                open(folder, run));
    }

    /**
     * The weights that the run started from. Older checkpoints have no version_0_sha256: version 0 was always the start
     * policy.
     */
    static Origin origin(Path folder) throws IOException {
        Path file = folder.resolve(RUN);
        JsonNode run = json(file);
        String startPolicy = text(file, run, START_POLICY);
        return new Origin(startPolicy, run.has(VERSION_ZERO) ? text(file, run, VERSION_ZERO) : startPolicy);
    }

    private static String text(Path file, JsonNode run, String key) {
        return known(file, run, key, JsonNode::isTextual).textValue();
    }

    /** Older checkpoints have no open batch. */
    private static OpenBatch open(Path folder, JsonNode run) {
        if (!run.has(SETTLEMENTS)) {
            return OpenBatch.NONE;
        }
        Path rollouts = folder.resolve(OPEN);
        Path file = folder.resolve(RUN);
        return new OpenBatch(
                number(file, run, SETTLEMENTS),
                offsets(file, run, READ_TO),
                Files.exists(rollouts) ? AvroFile.read(rollouts, ScoredRollout.class) : List.of());
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw damaged(file, e.getOriginalMessage());
        }
    }

    private static long number(Path file, JsonNode run, String key) {
        return known(file, run, key, JsonNode::isIntegralNumber).longValue();
    }

    private static Map<Integer, Long> offsets(Path file, JsonNode run, String key) {
        JsonNode json = known(file, run, key, JsonNode::isObject);
        Map<Integer, Long> offsets = new TreeMap<>();
        json.fieldNames().forEachRemaining(partition -> {
            if (!partition.matches("\\d{1,9}")) {
                throw damaged(file, key + " has a partition '" + partition + "'");
            }
            offsets.put(Integer.valueOf(partition), number(file, json, partition));
        });
        return offsets;
    }

    private static JsonNode known(Path file, JsonNode json, String key, Predicate<JsonNode> kind) {
        JsonNode value = json.path(key);
        if (!kind.test(value)) {
            throw damaged(file, value.isMissingNode() ? "it has no " + key : key + " is " + value);
        }
        return value;
    }

    private static IllegalStateException damaged(Path file, String how) {
        return new IllegalStateException(
                file + " is not as a learner writes it (" + how + "): bring its checkpoint back from a copy.");
    }

    private static void put(ObjectNode json, Map<Integer, Long> offsets) {
        offsets.forEach((partition, offset) -> json.put(Integer.toString(partition), offset));
    }
}
