package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.weights.TensorSource.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    private final Path folder;

    SafetensorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file(String header, byte[] numbers) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return file(text.length, header, numbers);
    }

    private Path file(long headerBytes, String header, byte[] numbers) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(headerBytes).put(text).put(numbers);
        return Files.write(folder.resolve("model.safetensors"), bytes.array());
    }

    @Test
    void writtenNumbersAreReadBack() {
        Path file = folder.resolve("model.safetensors");
        float[] numbers = {1, -2, 3.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0f};
        SafetensorsWriter.write(
                file,
                List.of(new Entry("a", new long[] {2, 3}), new Entry("b", new long[] {6})),
                (entry, sink) -> sink.accept(FloatBuffer.wrap(numbers)),
                Map.of("steps", "7"));
        try (Safetensors read = Safetensors.open(file)) {
            assertThat(read.names()).containsExactly("a", "b");
            assertThat(read.note("steps")).isEqualTo("7");
            FloatBuffer copy = FloatBuffer.allocate(6);
            read.read(new Entry("b", new long[] {6}), copy::put);
            assertThat(copy.array()).isEqualTo(numbers);
        }
    }

    @Test
    void aTensorOfManyChunksIsWrittenAndReadWhole() {
        Path file = folder.resolve("model.safetensors");
        int count = 2 * TensorSource.CHUNK + 5;
        Entry entry = new Entry("a", new long[] {count});
        TensorSource counting = (asked, sink) -> {
            for (int at = 0; at < count; at += TensorSource.CHUNK) {
                float[] chunk = new float[Math.min(TensorSource.CHUNK, count - at)];
                for (int i = 0; i < chunk.length; i++) {
                    chunk[i] = at + i;
                }
                sink.accept(FloatBuffer.wrap(chunk));
            }
        };
        SafetensorsWriter.write(file, List.of(entry), counting, Map.of());
        try (Safetensors read = Safetensors.open(file)) {
            FloatBuffer copy = FloatBuffer.allocate(count);
            read.read(entry, copy::put);
            for (int i = 0; i < count; i += 1021) {
                assertThat(copy.get(i)).isEqualTo((float) i);
            }
            assertThat(copy.get(count - 1)).isEqualTo((float) (count - 1));
        }
    }

    @Test
    void tooFewNumbersLeaveNoFile() {
        Path file = folder.resolve("model.safetensors");
        List<Entry> entries = List.of(new Entry("a", new long[] {2}));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, entries, (entry, sink) -> {}, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 numbers");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void halfPrecisionIsWidenedExactly() throws IOException {
        // 1, -2, 65504 (the largest), 2^-24 (the smallest), 0.333251953125 in binary16; 1, -2, 3.140625 in bfloat16
        ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555, 0x3f80, 0xc000, 0x4049}) {
            numbers.putShort((short) bits);
        }
        Path file = file(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[0,10]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[10,16]}}",
                numbers.array());
        try (Safetensors read = Safetensors.open(file)) {
            FloatBuffer half = FloatBuffer.allocate(5);
            read.read(new Entry("h", new long[] {5}), half::put);
            assertThat(half.array()).containsExactly(1, -2, 65504, 0x1p-24f, 0.333251953125f);
            FloatBuffer brain = FloatBuffer.allocate(3);
            read.read(new Entry("b", new long[] {3}), brain::put);
            assertThat(brain.array()).containsExactly(1, -2, 3.140625f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | [0,12] of the 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}} | does not fill",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}} | larger",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | bytes 62 to 66 belong to no tensor",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | belong to no tensor",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | Duplicate",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | larger",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}} | [-4,0]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | [4,0]",
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0,8]}} | format 'I8'",
                "{\"a\":7} | format ''",
                "{\"a\": | not JSON at byte",
                "[1, 2] | not a JSON object",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | overlap"
            })
    void aMalformedHeaderIsNamedWithItsFile(String header, String reason) throws IOException {
        Path file = file(header, new byte[8]);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1000", "9223372036854775807"})
    void aWrongHeaderLengthIsRefusedBeforeAnythingIsAllocated(long length) throws IOException {
        Path file = file(length, "{}", new byte[0]);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("header has " + length + " bytes");
    }

    @Test
    void aTruncatedFileIsRefusedAtEveryLength() throws IOException {
        Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[8]);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.open(file))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("model.safetensors");
        }
    }

    @ParameterizedTest
    @CsvSource({"7f800000, Infinity", "ff800000, -Infinity", "7fc00001, NaN"})
    void aNumberThatIsNotFiniteIsNamedWithItsPlace(String bits, String value) throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putFloat(1).putInt(Integer.parseUnsignedInt(bits, 16));
        Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", numbers.array());
        try (Safetensors read = Safetensors.open(file)) {
            assertThatThrownBy(() -> read.read(new Entry("a", new long[] {2}), chunk -> {}))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("tensor a of " + file)
                    .hasMessageContaining("value " + value + " at byte 66");
        }
    }

    @Test
    void aMissingTensorAndAnotherShapeAreNamed() throws IOException {
        Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[8]);
        try (Safetensors read = Safetensors.open(file)) {
            assertThatThrownBy(() -> read.check(List.of(new Entry("b", new long[] {2}))))
                    .hasMessageContaining("no tensor b");
            assertThatThrownBy(() -> read.check(List.of(new Entry("a", new long[] {3}))))
                    .hasMessageContaining("[2]");
        }
    }

    @Test
    void theChecksumIsThatOfTheBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        // FIPS 180-2, appendix B.1
        assertThat(Checksum.sha256(file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
