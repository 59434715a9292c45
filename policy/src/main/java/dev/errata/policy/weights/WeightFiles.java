package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The weights of a checkpoint folder, open for reading: model.safetensors or, without one, the shards named in
 * model.safetensors.index.json.
 */
public final class WeightFiles implements TensorSource, AutoCloseable {

    private static final String INDEX = Checkpoint.WEIGHTS + ".index.json";
    private static final long MAX_INDEX_BYTES = 16L << 20;

    private final Path folder;
    private final Map<String, Safetensors> files = new LinkedHashMap<>();
    private final Map<String, Safetensors> tensors = new HashMap<>();

    private WeightFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the files and checks that they hold a network's tensors, each once and in its shape, and no others.
     *
     * @param entries the tensors of the network
     * @throws UnusableCheckpointException if they do not; the message names the file
     */
    public static WeightFiles open(Path folder, List<Entry> entries) {
        WeightFiles opened = new WeightFiles(folder);
        try {
            if (!isOneFile(folder) && Files.exists(folder.resolve(INDEX))) {
                opened.openShards(folder.resolve(INDEX));
            } else {
                opened.file(Checkpoint.WEIGHTS).names().forEach(name -> opened.place(name, Checkpoint.WEIGHTS));
            }
            opened.check(entries);
            return opened;
        } catch (UnusableCheckpointException e) {
            opened.close();
            throw e;
        }
    }

    /** Whether a folder holds weights, in one file or in shards with an index. */
    public static boolean arePresent(Path folder) {
        return isOneFile(folder) || Files.isRegularFile(folder.resolve(INDEX));
    }

    private static boolean isOneFile(Path folder) {
        return Files.exists(folder.resolve(Checkpoint.WEIGHTS));
    }

    private Safetensors file(String name) {
        return files.computeIfAbsent(name, opening -> Safetensors.open(folder.resolve(opening)));
    }

    private void openShards(Path index) {
        JsonNode places = index(index).path("weight_map");
        if (!places.isObject() || places.isEmpty()) {
            throw new UnusableCheckpointException(index + " has no weight_map; copy it again");
        }
        for (Map.Entry<String, JsonNode> place : places.properties()) {
            String name = place.getValue().asText("");
            if (!place.getValue().isTextual() || !name.matches("[^/\\\\]+\\.safetensors")) {
                throw new UnusableCheckpointException(index + " puts tensor " + place.getKey() + " into '" + name
                        + "'; shards are safetensors files of the same folder");
            }
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new UnusableCheckpointException(
                        folder.resolve(name) + ", which " + index.getFileName() + " names, is missing; copy it too");
            }
            if (!file(name).names().contains(place.getKey())) {
                throw new UnusableCheckpointException(folder.resolve(name) + " has no tensor " + place.getKey()
                        + ", but " + index.getFileName() + " puts it there; copy all files again");
            }
        }
        files.forEach((shard, open) -> open.names().forEach(name -> {
            if (!places.path(name).asText("").equals(shard)) {
                throw new UnusableCheckpointException(folder.resolve(shard) + " has tensor " + name + ", but "
                        + index.getFileName() + " does not put it there; copy all files again");
            }
            place(name, shard);
        }));
    }

    private static ObjectNode index(Path file) {
        try {
            if (Files.size(file) > MAX_INDEX_BYTES) {
                throw new UnusableCheckpointException(
                        file + " has " + Files.size(file) + " bytes, too many for an index; copy it again");
            }
            return StrictJson.object(Files.readAllBytes(file), file, 0);
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot read " + file + "; copy it again", e);
        }
    }

    private void place(String tensor, String file) {
        tensors.put(tensor, file(file));
    }

    private void check(List<Entry> entries) {
        Set<String> left = new HashSet<>(tensors.keySet());
        for (Entry entry : entries) {
            source(entry).check(List.of(entry));
            left.remove(entry.name());
        }
        // A tied head may be stored beside its embedding, and old files store values that follow from config.json.
        left.removeIf(name -> name.equals("lm_head.weight") || name.endsWith(".rotary_emb.inv_freq"));
        left.stream().sorted().findFirst().ifPresent(name -> {
            throw new UnusableCheckpointException(
                    folder + " has a tensor " + name
                            + " that is no part of the network its config.json describes; give a plain Qwen2 or Llama checkpoint");
        });
    }

    private Safetensors source(Entry entry) {
        Safetensors source = tensors.get(entry.name());
        if (source == null) {
            throw new UnusableCheckpointException(folder + " has no tensor " + entry.name()
                    + "; give the whole checkpoint that its config.json describes");
        }
        return source;
    }

    @Override
    public void read(Entry entry, Consumer<FloatBuffer> sink) {
        source(entry).read(entry, sink);
    }

    @Override
    public void close() {
        files.values().forEach(Safetensors::close);
    }
}
