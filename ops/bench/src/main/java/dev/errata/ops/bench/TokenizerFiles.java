package dev.errata.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder for the moment in which a policy is opened: it has the files that a policy reads, and stop tokens of the
 * workload's own choice, so that answers end where the workload says and nowhere else.
 */
final class TokenizerFiles implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKENIZER = "tokenizer.json";
    private static final String SETTINGS = "tokenizer_config.json";
    private static final String GENERATION = "generation_config.json";

    private final Path folder;

    private TokenizerFiles(Path folder) {
        this.folder = folder;
    }

    /** A made-up tokenizer with a word for each token: {@code t0}, {@code t1}, and so on. */
    static TokenizerFiles madeUp(int vocabulary, Set<Integer> stop) throws IOException {
        TokenizerFiles files = new TokenizerFiles(Files.createTempDirectory("errata-bench-"));
        files.write(TOKENIZER, words(vocabulary));
        files.writeStopTokens(JSON.createObjectNode(), JSON.createObjectNode(), vocabulary, stop);
        return files;
    }

    /** The files of a checkpoint, linked to, but for its stop tokens. */
    static TokenizerFiles of(Path checkpoint, int vocabulary, Set<Integer> stop) throws IOException {
        TokenizerFiles files = new TokenizerFiles(Files.createTempDirectory("errata-bench-"));
        try (Stream<Path> all = Files.list(checkpoint)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path name = file.getFileName();
                if (!List.of(SETTINGS, GENERATION, WorkloadFile.NAME).contains(name.toString())) {
                    Files.createSymbolicLink(files.folder.resolve(name), file.toAbsolutePath());
                }
            }
        }
        files.writeStopTokens(
                read(checkpoint.resolve(SETTINGS)), read(checkpoint.resolve(GENERATION)), vocabulary, stop);
        return files;
    }

    Path folder() {
        return folder;
    }

    private void writeStopTokens(ObjectNode settings, ObjectNode generation, int vocabulary, Set<Integer> stop)
            throws IOException {
        settings.remove("eos_token");
        // A policy must have a stop token. One behind the last of the vocabulary is never sampled.
        Set<Integer> ids = stop.isEmpty() ? Set.of(vocabulary) : stop;
        generation.set("eos_token_id", JSON.valueToTree(ids));
        if (!generation.has("pad_token_id")) {
            generation.put("pad_token_id", 0);
        }
        write(SETTINGS, settings);
        write(GENERATION, generation);
    }

    private void write(String name, JsonNode content) throws IOException {
        JSON.writeValue(folder.resolve(name).toFile(), content);
    }

    private static ObjectNode read(Path file) throws IOException {
        return Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode object
                ? object
                : JSON.createObjectNode();
    }

    private static ObjectNode words(int vocabulary) {
        ObjectNode json = JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding").putArray("added_tokens");
        json.putNull("normalizer").putNull("post_processor").putNull("decoder");
        json.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
        ObjectNode model = json.putObject("model").put("type", "WordLevel").put("unk_token", "t0");
        ObjectNode ids = model.putObject("vocab");
        for (int token = 0; token < vocabulary; token++) {
            ids.put("t" + token, token);
        }
        return json;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the temporary folder " + folder + "; delete it yourself", e);
        }
    }
}
