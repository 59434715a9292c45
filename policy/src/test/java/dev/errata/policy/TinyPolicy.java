package dev.errata.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource.Entry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A random policy so small that a test can afford it: a character vocabulary of 16 and two layers of width 16. */
public final class TinyPolicy {

    public static final int EOS = 2;
    public static final int VOCABULARY = 16;

    private static final String CHARACTERS = "0123456789+=?";
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // Other builds share the cores, and threads that wait for one another there cost minutes.
        ComputeThreads.configure(1);
    }

    private TinyPolicy() {}

    /** Two query heads share one key-value head. */
    public static ModelConfig shape(String family) {
        boolean qwen = family.equals("qwen2");
        return new ModelConfig(family, 16, 2, 2, 1, 8, 24, VOCABULARY, 64, 10_000, 1e-6, qwen, qwen);
    }

    public static Policy create(Path folder, String family, long seed) throws IOException {
        return create(folder, family, seed, BackendChoice.AUTO);
    }

    /** A policy that PyTorch computes. */
    public static Policy onTorch(Path folder, String family, long seed) throws IOException {
        return create(folder, family, seed, BackendChoice.TORCH);
    }

    static Policy create(Path folder, String family, long seed, BackendChoice backend) throws IOException {
        writeTokenizer(folder);
        Policy policy = Policy.initialize(shape(family), folder, seed, "cpu", backend);
        sharpen(policy, seed);
        return policy;
    }

    /** The same policy, computed by given backend: saved, closed and loaded again. */
    static Policy computedBy(BackendChoice backend, Policy policy, Path folder) {
        try (policy) {
            policy.save(folder);
        }
        return Policy.load(folder, "cpu", backend);
    }

    /** Makes the distributions uneven and the biases matter, as those of a trained network are. */
    private static void sharpen(Policy policy, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> weights = weights(policy);
        weights.forEach((name, numbers) -> {
            float scale = name.contains("embed_tokens") || name.contains("lm_head") ? 10f : 1f;
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = scale * numbers[i] + 0.1f * (float) random.nextGaussian();
            }
        });
        assign(policy, weights);
    }

    public static void writeTokenizer(Path folder) throws IOException {
        Files.createDirectories(folder);
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        ArrayNode added = tokenizer.putArray("added_tokens");
        String[] special = {"<pad>", "<s>", "</s>"};
        ObjectNode model = tokenizer.putObject("model");
        ObjectNode vocabulary = model.put("type", "BPE").putObject("vocab");
        model.putArray("merges");
        for (int id = 0; id < special.length; id++) {
            added.addObject()
                    .put("id", id)
                    .put("content", special[id])
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
            vocabulary.put(special[id], id);
        }
        for (int i = 0; i < CHARACTERS.length(); i++) {
            vocabulary.put(CHARACTERS.substring(i, i + 1), special.length + i);
        }
        tokenizer.putObject("decoder").put("type", "Fuse");
        write(folder, "tokenizer.json", tokenizer);
        ObjectNode settings = JSON.createObjectNode();
        settings.put("bos_token", "<s>").put("eos_token", "</s>").put("pad_token", "<pad>");
        write(folder, "tokenizer_config.json", settings);
        ObjectNode generation = JSON.createObjectNode();
        generation.put("bos_token_id", 1).put("eos_token_id", EOS).put("pad_token_id", 0);
        write(folder, "generation_config.json", generation);
        write(folder, "errata.json", JSON.createObjectNode().put("prompt_template", "{question}?"));
    }

    private static void write(Path folder, String name, ObjectNode json) throws IOException {
        Files.writeString(folder.resolve(name), json.toString());
    }

    /** The tensors of a policy by name, copied. */
    public static Map<String, float[]> weights(Policy policy) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (Entry entry : policy.network().layout().entries()) {
            FloatBuffer numbers = FloatBuffer.allocate((int) entry.size());
            policy.network().tensors().read(entry, numbers::put);
            weights.put(entry.name(), numbers.array());
        }
        return weights;
    }

    /** Sets the tensors of a policy. */
    public static void assign(Policy policy, Map<String, float[]> weights) {
        policy.network()
                .assign((entry, sink) ->
                        sink.accept(FloatBuffer.wrap(weights.getOrDefault(entry.name(), new float[0]))));
    }

    /** Random tokens, special ones left out. */
    public static int[] tokens(Random random, int count) {
        return random.ints(count, 3, VOCABULARY).toArray();
    }
}
