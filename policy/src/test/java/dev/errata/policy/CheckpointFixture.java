package dev.errata.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errata.policy.backend.ComputeThreads;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tiny checkpoint that transformers wrote, with what it computes: made by ops/fixtures/make_checkpoints.py, which
 * says how.
 *
 * @param folder the checkpoint
 * @param expected golden.json
 */
record CheckpointFixture(Path folder, JsonNode expected) {

    static {
        // Other builds share the cores, and threads that wait for one another there cost minutes.
        ComputeThreads.configure(1);
    }

    static CheckpointFixture named(String name) throws IOException {
        Path folder = root().resolve(name);
        return new CheckpointFixture(
                folder, new JsonMapper().readTree(folder.resolve("golden.json").toFile()));
    }

    /** The outputs of transformers for several token sequences; the last is the longest. */
    JsonNode cases() {
        return expected.path("cases");
    }

    /** The longest sequence of {@link #cases}, [192]. */
    int[] longestIds() {
        return ints(cases().path(cases().size() - 1).path("ids"));
    }

    static int[] ints(JsonNode array) {
        int[] numbers = new int[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.path(i).asInt();
        }
        return numbers;
    }

    /** The names of all; there is one for each feature. */
    static List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** A copy of the checkpoint with a system prompt, or the checkpoint itself where that is null. */
    Path withSystemPrompt(JsonNode system, Path copies) throws IOException {
        if (system.isNull()) {
            return folder;
        }
        Path copy = copyTo(copies.resolve("instructed"));
        JsonMapper json = new JsonMapper();
        json.writeValue(
                copy.resolve("errata.json").toFile(), json.createObjectNode().set("system_prompt", system));
        return copy;
    }

    /** Copies the files of the checkpoint; the copies can be written to where the files are read-only. */
    Path copyTo(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return copy;
    }

    private static Path root() {
        URL resource = CheckpointFixture.class.getResource("checkpoints");
        if (resource == null) {
            throw new AssertionError("the checkpoints are missing; make them as ops/fixtures/README.md says");
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
