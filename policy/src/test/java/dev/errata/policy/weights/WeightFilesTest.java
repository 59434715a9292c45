package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.weights.TensorSource.Entry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightFilesTest {

    private static final Entry A = new Entry("a", new long[] {2});
    private static final Entry B = new Entry("b", new long[] {2});
    private static final List<Entry> BOTH = List.of(A, B);

    private final Path folder;

    WeightFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeTwoShards() throws IOException {
        write("1.safetensors", A, 1);
        write("2.safetensors", B, 2);
        index("\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"");
    }

    private void write(String name, Entry entry, float value) {
        SafetensorsWriter.write(
                folder.resolve(name),
                List.of(entry),
                (asked, sink) -> sink.accept(FloatBuffer.wrap(new float[] {value, value})),
                Map.of());
    }

    private void index(String places) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {" + places + "}}");
    }

    private float[] read(Entry entry) {
        float[] numbers = new float[2];
        try (WeightFiles files = WeightFiles.open(folder, BOTH)) {
            files.read(entry, chunk -> chunk.get(numbers));
        }
        return numbers;
    }

    @Test
    void everyTensorIsReadFromItsShard() {
        assertThat(read(A)).containsExactly(1, 1);
        assertThat(read(B)).containsExactly(2, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\": \"1.safetensors\", \"b\": \"3.safetensors\" | 3.safetensors, which model.safetensors.index.json names, is missing",
                "\"a\": \"1.safetensors\", \"b\": \"1.safetensors\" | 1.safetensors has no tensor b",
                "\"a\": \"1.safetensors\" | has no tensor b",
                "\"a\": \"2.safetensors\", \"b\": \"2.safetensors\" | 2.safetensors has no tensor a",
                "\"a\": \"1.safetensors\", \"a\": \"2.safetensors\" | Duplicate",
                "\"a\": \"../1.safetensors\", \"b\": \"2.safetensors\" | '../1.safetensors'",
                "\"a\": 1, \"b\": \"2.safetensors\" | puts tensor a into '1'",
                "\"a\": \"1.safetensors\", \"b\": [] | puts tensor b into ''",
                "`` | has no weight_map",
                "\"a\" | not JSON at byte"
            })
    void anIndexThatIsWrongIsRefused(String places, String reason) throws IOException {
        index(places);
        assertThatThrownBy(() -> read(A))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void aTensorInTwoShardsIsRefused() {
        SafetensorsWriter.write(
                folder.resolve("2.safetensors"),
                BOTH,
                (asked, sink) -> sink.accept(FloatBuffer.wrap(new float[2])),
                Map.of());
        assertThatThrownBy(() -> read(A))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining(
                        "2.safetensors has tensor a, but model.safetensors.index.json does not put it there");
    }

    @Test
    void aTruncatedShardIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("2.safetensors"));
        Files.write(folder.resolve("2.safetensors"), Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> read(A))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("2.safetensors is not a whole safetensors file");
    }

    @Test
    void anUnknownTensorIsRefusedUnlessItFollowsFromTheOthers() throws IOException {
        write("3.safetensors", new Entry("lm_head.weight", new long[] {2}), 3);
        index("\"a\": \"1.safetensors\", \"b\": \"2.safetensors\", \"lm_head.weight\": \"3.safetensors\"");
        assertThat(read(B)).containsExactly(2, 2);
        write("3.safetensors", new Entry("q_norm.weight", new long[] {2}), 3);
        index("\"a\": \"1.safetensors\", \"b\": \"2.safetensors\", \"q_norm.weight\": \"3.safetensors\"");
        assertThatThrownBy(() -> read(A))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("a tensor q_norm.weight that is no part of the network");
    }

    @Test
    void aSingleFileTakesPrecedenceOverShards() {
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                BOTH,
                (asked, sink) -> sink.accept(FloatBuffer.wrap(new float[] {7, 7})),
                Map.of());
        assertThat(read(A)).containsExactly(7, 7);
    }
}
