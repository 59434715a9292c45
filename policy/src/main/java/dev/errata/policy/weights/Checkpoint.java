package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A checkpoint folder without its weights: the shape of the network, and the small files (tokenizer, prompts) that are
 * copied unchanged when the policy is saved.
 */
public final class Checkpoint {

    /** The file that holds the weights. */
    public static final String WEIGHTS = "model.safetensors";

    private static final String CONFIG = "config.json";
    private static final long MAX_CARRIED_BYTES = 64L << 20;
    private static final List<String> NOT_CARRIED =
            List.of(".safetensors", ".bin", ".pt", ".pth", ".gguf", ".onnx", ".h5", ".msgpack", ".index.json");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final ModelConfig config;
    private final ObjectNode configJson;
    private final Map<String, byte[]> carried;

    private Checkpoint(Path folder, ModelConfig config, ObjectNode configJson, Map<String, byte[]> carried) {
        this.folder = folder;
        this.config = config;
        this.configJson = configJson;
        this.carried = carried;
    }

    /** Reads config.json and the small files of a folder. */
    public static Checkpoint read(Path folder) {
        ObjectNode json = object(folder.resolve(CONFIG));
        ModelConfig config = ConfigFile.parse(json, folder.resolve(CONFIG).toString());
        return new Checkpoint(folder, config, json, carriedFrom(folder));
    }

    /** A checkpoint that does not exist on disk yet, with the small files of another folder. */
    public static Checkpoint describe(ModelConfig config, Path tokenizerFolder) {
        ObjectNode json = JSON.createObjectNode();
        ConfigFile.describe(config, json);
        Map<String, byte[]> carried = carriedFrom(tokenizerFolder);
        Checkpoint made = new Checkpoint(tokenizerFolder, ConfigFile.parse(json, "the new network"), json, carried);
        JsonNode generation = made.json("generation_config.json");
        for (String id : new String[] {"bos_token_id", "eos_token_id", "pad_token_id"}) {
            if (generation.has(id)) {
                json.set(id, generation.get(id));
            }
        }
        return made;
    }

    private static Map<String, byte[]> carriedFrom(Path folder) {
        Map<String, byte[]> carried = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                boolean small = Files.size(file) <= MAX_CARRIED_BYTES;
                if (small && !name.equals(CONFIG) && NOT_CARRIED.stream().noneMatch(name::endsWith)) {
                    carried.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UnusableCheckpointException(
                    "cannot read the folder " + folder + "; give the folder of a model", e);
        }
        if (!carried.containsKey("tokenizer.json")) {
            throw new UnusableCheckpointException(
                    folder + " has no tokenizer.json; save the tokenizer in its fast form into the same folder");
        }
        return carried;
    }

    private static ObjectNode object(Path file) {
        try {
            return StrictJson.object(Files.readAllBytes(file), file, 0);
        } catch (IOException e) {
            throw new UnusableCheckpointException(
                    "cannot read " + file + "; give a folder with config.json, model.safetensors and tokenizer.json",
                    e);
        }
    }

    /** The shape of the network. */
    public ModelConfig config() {
        return config;
    }

    /** config.json as it was read. */
    public JsonNode configJson() {
        return configJson;
    }

    /** One of the small files as a JSON object; a missing node if there is no such file. */
    public JsonNode json(String name) {
        byte[] bytes = carried.get(name);
        return bytes == null ? JSON.missingNode() : StrictJson.object(bytes, folder.resolve(name), 0);
    }

    /** One of the small files as text. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(carried.get(name)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The folder that the small files come from. */
    public Path folder() {
        return folder;
    }

    /** The bytes of tokenizer.json. */
    public byte[] tokenizer() {
        return carried.getOrDefault("tokenizer.json", new byte[0]);
    }

    /** Replaces a folder, with fp32 weights: writes a temporary folder, forces it to disk, renames it. */
    public void save(Path folder, List<TensorSource.Entry> entries, TensorSource numbers) {
        WholeFiles.replaceFolder(folder, place -> write(place, entries, numbers));
    }

    /** Writes the files, with fp32 weights, into an empty folder, which the caller then moves to its place. */
    public void write(Path place, List<TensorSource.Entry> entries, TensorSource numbers) throws IOException {
        ObjectNode json = configJson.deepCopy();
        json.put("torch_dtype", "float32");
        if (json.has("dtype")) {
            json.put("dtype", "float32");
        }
        SafetensorsWriter.write(place.resolve(WEIGHTS), entries, numbers, Map.of());
        Files.write(place.resolve(CONFIG), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        for (Map.Entry<String, byte[]> file : carried.entrySet()) {
            Files.write(place.resolve(file.getKey()), file.getValue());
        }
    }
}
