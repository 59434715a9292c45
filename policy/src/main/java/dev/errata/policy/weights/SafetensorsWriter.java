package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.policy.weights.TensorSource.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Writes fp32 tensors to a safetensors file, atomically. */
public final class SafetensorsWriter {

    private static final int ALIGNMENT_BYTES = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a file: to a temporary name, forced to disk, then renamed.
     *
     * @param entries the tensors, in order
     * @param source their numbers, read in order
     * @param notes further entries of the header's metadata
     */
    public static void write(Path file, List<Entry> entries, TensorSource source, Map<String, String> notes) {
        WholeFiles.replace(file, temporary -> {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, header(entries, notes));
                ByteBuffer bytes =
                        ByteBuffer.allocateDirect(4 * TensorSource.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
                for (Entry entry : entries) {
                    write(channel, bytes, entry, source);
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
            ObjectNode entryJson = header.putObject(entry.name()).put("dtype", "F32");
            entryJson.set("shape", json.valueToTree(entry.shape()));
            entryJson.putArray("data_offsets").add(offset).add(offset + 4 * entry.size());
            offset += 4 * entry.size();
        }
        byte[] text = json.writeValueAsBytes(header);
        int padded = (text.length + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(text);
        bytes.put(" ".repeat(padded - text.length).getBytes(StandardCharsets.US_ASCII));
        return bytes.flip();
    }

    private static void write(FileChannel channel, ByteBuffer bytes, Entry entry, TensorSource source)
            throws IOException {
        long begin = channel.position();
        source.read(entry, chunk -> {
            bytes.clear();
            bytes.limit(4 * chunk.remaining());
            bytes.asFloatBuffer().put(chunk);
            try {
                writeFully(channel, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write tensor " + entry.name(), e);
            }
        });
        if (channel.position() - begin != 4 * entry.size()) {
            throw new IllegalStateException("tensor " + entry.name() + " came with " + (channel.position() - begin) / 4
                    + " numbers, not " + entry.size());
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
