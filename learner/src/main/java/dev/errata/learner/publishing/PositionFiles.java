package dev.errata.learner.publishing;

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

/** How far a run has come, on disk: run.json, and the rollouts of an open batch beside it. */
final class PositionFiles {

    private static final String RUN = "run.json";
    private static final String OPEN = "open-batch.avro";
    private static final String SETTLEMENTS = "settlements";
    private static final String READ_TO = "read_to";
    private static final JsonMapper JSON = new JsonMapper();

    private PositionFiles() {}

    static void write(RunPosition position, String startPolicySha256, Path folder) throws IOException {
        ObjectNode run = JSON.createObjectNode()
                .put("update", position.update())
                .put("version", position.version())
                .put("published_update", position.publishedUpdate())
                .put("rollouts_trained", position.rolloutsTrained())
                .put("start_policy_sha256", startPolicySha256)
                .put(SETTLEMENTS, position.open().settlements());
        put(run.putObject("offsets"), position.offsets());
        put(run.putObject(READ_TO), position.open().next());
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(RUN).toFile(), run);
        if (!position.open().rollouts().isEmpty()) {
            AvroFile.write(
                    folder.resolve(OPEN), ScoredRollout.class, position.open().rollouts());
        }
    }

    static RunPosition read(Path folder) throws IOException {
        JsonNode run = JSON.readTree(folder.resolve(RUN).toFile());
        return new RunPosition(
                run.required("update").longValue(),
                run.required("version").longValue(),
                run.required("published_update").longValue(),
                run.required("rollouts_trained").longValue(),
                offsets(run.required("offsets")),
                open(run, folder));
    }

    static String startPolicySha256(Path folder) throws IOException {
        return JSON.readTree(folder.resolve(RUN).toFile())
                .required("start_policy_sha256")
                .textValue();
    }

    /** Checkpoints written before batches could be open say nothing of one. */
    private static OpenBatch open(JsonNode run, Path folder) {
        Path file = folder.resolve(OPEN);
        List<ScoredRollout> rollouts = Files.exists(file) ? AvroFile.read(file, ScoredRollout.class) : List.of();
        return new OpenBatch(run.path(SETTLEMENTS).longValue(), offsets(run.path(READ_TO)), rollouts);
    }

    private static void put(ObjectNode json, Map<Integer, Long> offsets) {
        offsets.forEach((partition, offset) -> json.put(Integer.toString(partition), offset));
    }

    private static Map<Integer, Long> offsets(JsonNode json) {
        Map<Integer, Long> offsets = new TreeMap<>();
        json.properties()
                .forEach(entry -> offsets.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().longValue()));
        return offsets;
    }
}
