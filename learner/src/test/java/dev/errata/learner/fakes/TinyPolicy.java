package dev.errata.learner.fakes;

import dev.errata.policy.Policy;
import dev.errata.policy.weights.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real policy, as small as one can be: 10 tokens, 1 layer, width 8. */
public final class TinyPolicy {

    private static final ModelConfig SHAPE =
            new ModelConfig("qwen2", 8, 1, 2, 2, 4, 16, 10, 20, 10_000, 1e-6, true, true);

    private TinyPolicy() {}

    /** Makes a policy from a seed and saves it to a new folder. */
    public static Path write(Path folder, long seed) {
        Path tokenizer = folder.resolveSibling(folder.getFileName() + "-tokenizer");
        try {
            Files.createDirectories(tokenizer);
            for (String file : new String[] {"tokenizer.json", "tokenizer_config.json", "generation_config.json"}) {
                try (InputStream content = TinyPolicy.class.getResourceAsStream("/tiny/" + file)) {
                    Files.copy(java.util.Objects.requireNonNull(content, file), tokenizer.resolve(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Policy policy = Policy.initialize(SHAPE, tokenizer, seed, "cpu")) {
            policy.save(folder);
        }
        return folder;
    }
}
