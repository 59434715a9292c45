package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.errata.policy.network.RotaryFrequencies;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource.Entry;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.policy.weights.WeightFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spoiled files end in one sentence that names the file, or, where the damage is harmless, load as usual. Each case is
 * drawn from its number; {@code -Dspoiled.cases=10000} draws more of them.
 */
class SpoiledCheckpointTest {

    private static final int CASES = Integer.getInteger("spoiled.cases", 200);

    /** The header and the index are parsed into trees; every file here is smaller than 200 KB. */
    private static final long MAX_ALLOCATED_BYTES = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path folder;

    SpoiledCheckpointTest(@TempDir Path folder) {
        this.folder = folder.resolve("spoiled");
    }

    /** Counts, so that a mutation that never bites is seen. */
    private static final class Tally {
        private int refused;
        private int loaded;

        void run(int number, String file, Runnable loading) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                loading.run();
                loaded++;
            } catch (UnusableCheckpointException e) {
                refused++;
                assertThat(e.getMessage()).as("case %d", number).contains(file).contains(";");
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated by case %d", number)
                    .isLessThan(MAX_ALLOCATED_BYTES);
        }

        void report(String what) {
            System.out.println(what + ": " + refused + " refused, " + loaded + " loaded");
        }

        void assertMostlyRefused() {
            assertThat(refused).isGreaterThan((refused + loaded) / 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-bf16", "qwen2-fp32"})
    void aCorruptSafetensorsFileIsRefused(String name) throws IOException {
        Path original = CheckpointFixture.named(name).copyTo(folder);
        List<Entry> entries =
                WeightLayout.of(Checkpoint.read(original).config()).entries();
        byte[] file = Files.readAllBytes(original.resolve("model.safetensors"));
        Tally tally = new Tally();
        for (int number = 0; number < CASES; number++) {
            Files.write(folder.resolve("model.safetensors"), new Mutations(number).safetensors(file));
            tally.run(number, folder.toString(), () -> readAll(entries));
        }
        tally.report(name + "/model.safetensors");
        tally.assertMostlyRefused();
    }

    @Test
    void aCorruptIndexIsRefused() throws IOException {
        Path original = CheckpointFixture.named("llama-sharded").copyTo(folder);
        List<Entry> entries =
                WeightLayout.of(Checkpoint.read(original).config()).entries();
        Path index = folder.resolve("model.safetensors.index.json");
        byte[] file = Files.readAllBytes(index);
        String text = new String(file, StandardCharsets.UTF_8);
        Tally tally = new Tally();
        for (int number = 0; number < CASES; number++) {
            Mutations spoil = new Mutations(number);
            Files.write(index, spoiledJson(number, spoil, file, text));
            tally.run(number, folder.toString(), () -> readAll(entries));
        }
        tally.report("llama-sharded/model.safetensors.index.json");
        tally.assertMostlyRefused();
    }

    private static byte[] spoiledJson(int number, Mutations spoil, byte[] file, String text) {
        return switch (number % 4) {
            case 0 -> spoil.bytes(file);
            case 1 -> spoil.text(text).getBytes(StandardCharsets.UTF_8);
            default -> spoil.json(text).getBytes(StandardCharsets.UTF_8);
        };
    }

    private void readAll(List<Entry> entries) {
        try (WeightFiles files = WeightFiles.open(folder, entries)) {
            for (Entry entry : entries) {
                long[] read = {0};
                files.read(entry, chunk -> read[0] += chunk.remaining());
                assertThat(read[0]).isEqualTo(entry.size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-level.json", "unigram.json"})
    void aCorruptTokenizerIsRefused(String name) throws IOException {
        TinyPolicy.writeTokenizer(folder);
        byte[] file;
        try (InputStream in = SpoiledCheckpointTest.class.getResourceAsStream("tokenizers/" + name)) {
            assertThat(in).isNotNull();
            file = in.readAllBytes();
        }
        writeConfig();
        spoil("tokenizer.json", file, this::ask);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "generation_config.json",
                "tokenizer_config.json",
                "tokenizer.json",
                "chat_template.jinja"
            })
    void aCorruptConfigurationOrTokenizerFileIsRefused(String name) throws IOException {
        Path original = CheckpointFixture.named("llama-fp32").copyTo(folder);
        spoil(name, Files.readAllBytes(original.resolve(name)), this::load);
    }

    private void spoil(String name, byte[] file, Runnable use) throws IOException {
        String text = new String(file, StandardCharsets.UTF_8);
        Tally tally = new Tally();
        for (int number = 0; number < CASES; number++) {
            Mutations spoil = new Mutations(number);
            boolean json = name.endsWith(".json");
            Files.write(
                    folder.resolve(name),
                    json || number % 2 == 0 ? spoiledJson(json ? number : 1, spoil, file, text) : spoil.bytes(file));
            tally.run(number, folder.toString(), use);
        }
        tally.report(name);
    }

    /** All that is done with a folder before the engine sees it. */
    private void load() {
        ask();
        ModelConfig config = Checkpoint.read(folder).config();
        assertThat(RotaryFrequencies.of(config)).hasSize(config.headWidth() / 2);
        readAll(WeightLayout.of(config).entries());
    }

    private void ask() {
        PromptTemplate template = PromptTemplate.of(Checkpoint.read(folder), Clock.systemUTC());
        try (var tokenizer = template.tokenizer()) {
            int[] prompt = template.prompt("What is 1+2? \ud83d\ude00");
            assertThat(tokenizer.decode(prompt)).isNotNull();
        }
    }

    private void writeConfig() throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"model_type": "llama", "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
                 "intermediate_size": 24, "vocab_size": 512, "max_position_embeddings": 64}
                """);
    }
}
