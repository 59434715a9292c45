package dev.errata.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder with a tokenizer for random weights, needed while their policy is opened. */
final class TokenizerFiles implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private TokenizerFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * A generated tokenizer with a word for each token, {@code t0}, {@code t1} and so on; the last token ends an
     * answer.
     */
    static TokenizerFiles madeUp(int vocabulary) throws IOException {
        TokenizerFiles files = new TokenizerFiles(Files.createTempDirectory("errata-bench-"));
        files.write("tokenizer.json", words(vocabulary));
        files.write("tokenizer_config.json", JSON.createObjectNode());
        files.write(
                "generation_config.json",
                JSON.createObjectNode().put("eos_token_id", vocabulary - 1).put("pad_token_id", 0));
        return files;
    }

    Path folder() {
        return folder;
    }

    private void write(String name, JsonNode content) throws IOException {
        JSON.writeValue(folder.resolve(name).toFile(), content);
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
