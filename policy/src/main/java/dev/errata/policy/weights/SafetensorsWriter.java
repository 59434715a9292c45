package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes fp32 tensors to a safetensors file that appears whole or not at all. */
public final class SafetensorsWriter {

    private static final int CHUNK_FLOATS = 1 << 18;
    private static final int ALIGNMENT_BYTES = 8;

    private SafetensorsWriter() {}

    /**
     * One tensor of a file.
     *
     * @param name its name
     * @param shape its shape
     */
    public record Entry(String name, long[] shape) {

        long size() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    /**
     * Writes a file: to a temporary name, forced to disk, then renamed.
     *
     * @param numbers the numbers of one entry at a time, asked for in order
     * @param notes what the header's metadata says besides the format
     */
    public static void write(
            Path file, List<Entry> entries, Function<Entry, FloatBuffer> numbers, Map<String, String> notes) {
        WholeFiles.replace(file, temporary -> {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, header(entries, notes));
                ByteBuffer chunk = ByteBuffer.allocateDirect(4 * CHUNK_FLOATS).order(ByteOrder.LITTLE_ENDIAN);
                for (Entry entry : entries) {
                    write(channel, chunk, entry, numbers.apply(entry));
                }
                channel.force(true);
            }
        });
    }

    private static ByteBuffer header(List<Entry> entries, Map<String, String> notes) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode header = json.createObjectNode();
        ObjectNode metadata = header.putObject("__metadata__").put("format", "pt");
        notes.forEach(metadata::put);
        long offset = 0;
        for (Entry entry : entries) {
            ObjectNode said = header.putObject(entry.name()).put("dtype", "F32");
            said.set("shape", json.valueToTree(entry.shape()));
            said.putArray("data_offsets").add(offset).add(offset + 4 * entry.size());
            offset += 4 * entry.size();
        }
        byte[] text = json.writeValueAsBytes(header);
        int padded = (text.length + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(text);
        bytes.put(" ".repeat(padded - text.length).getBytes(StandardCharsets.US_ASCII));
        return bytes.flip();
    }

    private static void write(FileChannel channel, ByteBuffer chunk, Entry entry, FloatBuffer numbers)
            throws IOException {
        if (numbers.remaining() != entry.size()) {
            throw new UncheckedIOException(new IOException(
                    "tensor " + entry.name() + " has " + numbers.remaining() + " numbers, not " + entry.size()));
        }
        while (numbers.hasRemaining()) {
            int count = Math.min(CHUNK_FLOATS, numbers.remaining());
            FloatBuffer slice = numbers.slice().limit(count);
            chunk.clear();
            chunk.asFloatBuffer().put(slice);
            chunk.limit(4 * count);
            writeFully(channel, chunk);
            numbers.position(numbers.position() + count);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
