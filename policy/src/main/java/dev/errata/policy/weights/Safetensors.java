package dev.errata.policy.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file, open for reading: 8 bytes of header length, a JSON header, then the numbers, little-endian.
 *
 * <p>Everything that the header says is checked against the size of the file before anything is allocated.
 */
public final class Safetensors implements TensorSource, AutoCloseable {

    private static final long MAX_HEADER_BYTES = 100L << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private Safetensors(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    private record Tensor(TensorFormat format, long[] shape, long begin, long end) {}

    /** Opens a file and checks its header. */
    public static Safetensors open(Path file) {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot open " + file + "; give the folder of a model", e);
        }
        Safetensors opened = new Safetensors(file, channel);
        try {
            opened.readHeader();
        } catch (IOException e) {
            opened.close();
            throw new UnusableCheckpointException("cannot read " + file + "; copy it again", e);
        } catch (UnusableCheckpointException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private void readHeader() throws IOException {
        long size = channel.size();
        if (size < 8) {
            throw broken("has only " + size + " bytes");
        }
        long length = bytes(0, 8).getLong(0);
        if (length < 2 || length > Math.min(size - 8, MAX_HEADER_BYTES)) {
            throw broken("says its header has " + length + " bytes, in a file of " + size);
        }
        JsonNode header;
        try {
            header = JSON.readTree(bytes(8, (int) length).array());
        } catch (JsonProcessingException e) {
            throw broken("has a header that is not JSON");
        }
        if (!header.isObject()) {
            throw broken("has a header that is not a JSON object");
        }
        long start = 8 + length;
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .properties()
                        .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), start, size));
            }
        }
        refuseOverlaps();
    }

    private Tensor tensor(String name, JsonNode said, long start, long size) {
        String kind = said.path("dtype").asText("");
        TensorFormat format = TensorFormat.named(kind)
                .orElseThrow(() -> new UnusableCheckpointException("tensor " + name + " of " + file
                        + " has the format '" + kind + "'; save the model as F32, F16 or BF16"));
        JsonNode offsets = said.path("data_offsets");
        long begin = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        if (begin < 0 || end < begin || end > size - start) {
            throw broken("puts tensor " + name + " at bytes " + begin + " to " + end + " of " + (size - start));
        }
        long[] shape = new long[said.path("shape").size()];
        long bytes = format.bytes();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = said.path("shape").path(i).asLong(-1);
            if (shape[i] < 0 || (shape[i] != 0 && bytes > (end - begin) / shape[i])) {
                throw broken("gives tensor " + name + " a shape larger than its bytes");
            }
            bytes *= shape[i];
        }
        if (bytes != end - begin) {
            throw broken("gives tensor " + name + " a shape that does not fill its bytes");
        }
        return new Tensor(format, shape, start + begin, start + end);
    }

    private void refuseOverlaps() {
        Map<Long, Long> spans = new TreeMap<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            if (tensor.end > tensor.begin && spans.put(tensor.begin, tensor.end) != null) {
                throw broken("has two tensors on the same bytes, one of them " + entry.getKey());
            }
        }
        long last = 0;
        for (Map.Entry<Long, Long> span : spans.entrySet()) {
            if (span.getKey() < last) {
                throw broken("has tensors whose bytes overlap");
            }
            last = span.getValue();
        }
    }

    private UnusableCheckpointException broken(String what) {
        return new UnusableCheckpointException(
                file + " is not a whole safetensors file, it " + what + "; copy it again");
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(buffer, position);
        return buffer;
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw broken("ends at byte " + at);
            }
            at += read;
        }
        buffer.flip();
    }

    /** Names of the tensors, in the order of the header. */
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    /** The header's own notes, or null where it has none of that name. */
    public @Nullable String note(String name) {
        return metadata.get(name);
    }

    /** Reads one tensor as fp32; refuses a file that lacks it or has it in another shape. */
    @Override
    public void read(Entry entry, Consumer<FloatBuffer> sink) {
        Tensor tensor = require(entry);
        int bytes = TensorSource.CHUNK * tensor.format.bytes();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(bytes, tensor.end - tensor.begin));
        FloatBuffer numbers = FloatBuffer.allocate(chunk.capacity() / tensor.format.bytes());
        try {
            for (long at = tensor.begin; at < tensor.end; at += chunk.capacity()) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), tensor.end - at));
                fill(chunk, at);
                numbers.clear();
                tensor.format.widen(chunk, numbers);
                sink.accept(numbers.flip());
            }
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot read " + file + "; copy it again", e);
        }
    }

    /** Refuses a file that lacks one of these tensors or has it in another shape. */
    public void check(List<Entry> entries) {
        entries.forEach(entry -> Objects.requireNonNull(require(entry)));
    }

    private Tensor require(Entry entry) {
        Tensor tensor = tensors.get(entry.name());
        if (tensor == null) {
            throw new UnusableCheckpointException(file + " has no tensor " + entry.name()
                    + "; give the whole checkpoint that its config.json describes");
        }
        if (!Arrays.equals(tensor.shape, entry.shape())) {
            throw new UnusableCheckpointException("tensor " + entry.name() + " of " + file + " has the shape "
                    + Arrays.toString(tensor.shape) + ", but config.json asks for " + Arrays.toString(entry.shape())
                    + "; give a folder whose files belong together");
        }
        return tensor;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot close " + file, e);
        }
    }
}
