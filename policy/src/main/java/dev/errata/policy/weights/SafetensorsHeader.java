package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked against the size of the file.
 *
 * @param tensors the tensors by name, in the order of the header
 * @param notes the header's metadata
 */
record SafetensorsHeader(Map<String, Tensor> tensors, Map<String, String> notes) {

    private static final String NOTES = "__metadata__";

    // The reference implementation allows 100 MB. A network of 1,000 layers needs 2 MB, and a header is held several
    // times
    // over while it is parsed.
    private static final long MAX_BYTES = 16L << 20;
    private static final int LENGTH_BYTES = 8;

    /**
     * One tensor.
     *
     * @param begin its first byte in the file
     * @param end the byte after its last
     */
    record Tensor(String name, TensorFormat format, long[] shape, long begin, long end) {}

    static SafetensorsHeader read(WindowedFile bytes, Path file) {
        long size = bytes.size();
        if (size < LENGTH_BYTES) {
            throw broken(file, "it has only " + size + " bytes");
        }
        long length = ByteBuffer.wrap(bytes.bytes(0, LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > Math.min(size - LENGTH_BYTES, MAX_BYTES)) {
            throw broken(file, "at byte 0 it says that its header has " + length + " bytes, in a file of " + size);
        }
        byte[] text = bytes.bytes(LENGTH_BYTES, (int) length);
        return of(StrictJson.object(text, file, LENGTH_BYTES), file, LENGTH_BYTES + length, size);
    }

    private static SafetensorsHeader of(ObjectNode header, Path file, long start, long size) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(NOTES)) {
                entry.getValue()
                        .properties()
                        .forEach(
                                note -> notes.put(note.getKey(), note.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(entry, file, start, size));
            }
        }
        refuseOverlapsAndHoles(tensors, file, start, size);
        return new SafetensorsHeader(tensors, notes);
    }

    private static Tensor tensor(Map.Entry<String, JsonNode> entry, Path file, long start, long size) {
        String name = entry.getKey();
        JsonNode description = entry.getValue();
        String kind = description.path("dtype").asText("");
        TensorFormat format = TensorFormat.named(kind)
                .orElseThrow(() -> new UnusableCheckpointException("tensor " + name + " of " + file
                        + " has the format '" + kind + "'; save the model as F32, F16 or BF16"));
        JsonNode offsets = description.path("data_offsets");
        long begin = whole(offsets.path(0));
        long end = whole(offsets.path(1));
        if (offsets.size() != 2 || begin < 0 || end < begin || end > size - start) {
            throw broken(
                    file,
                    "it puts tensor " + name + " at " + offsets + " of the " + (size - start) + " bytes from byte "
                            + start + " on");
        }
        long[] shape = shape(name, description.path("shape"), (end - begin) / format.bytes(), file);
        if (numbers(shape) * format.bytes() != end - begin) {
            throw broken(
                    file,
                    "it gives tensor " + name + " the shape " + description.path("shape")
                            + ", which does not fill its bytes");
        }
        return new Tensor(name, format, shape, start + begin, start + end);
    }

    private static long[] shape(String name, JsonNode dimensions, long most, Path file) {
        if (!dimensions.isArray()) {
            throw broken(file, "it gives tensor " + name + " no shape");
        }
        long[] shape = new long[dimensions.size()];
        long asked = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = whole(dimensions.path(i));
            if (shape[i] < 0 || (shape[i] != 0 && asked > most / shape[i])) {
                throw broken(file, "it gives tensor " + name + " the shape " + dimensions + ", larger than its bytes");
            }
            asked *= shape[i];
        }
        return shape;
    }

    private static long numbers(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private static long whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.asLong() : -1;
    }

    /** Every byte behind the header belongs to one tensor, as the format asks. */
    private static void refuseOverlapsAndHoles(Map<String, Tensor> tensors, Path file, long start, long size) {
        List<Tensor> inOrder = tensors.values().stream()
                .sorted(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end))
                .toList();
        long last = start;
        for (Tensor tensor : inOrder) {
            if (tensor.begin < last) {
                throw broken(file, "the bytes of tensor " + tensor.name + " overlap another's at byte " + tensor.begin);
            }
            if (tensor.begin > last) {
                throw broken(file, "the bytes " + last + " to " + tensor.begin + " belong to no tensor");
            }
            last = tensor.end;
        }
        if (last != size) {
            throw broken(file, "the bytes " + last + " to " + size + " belong to no tensor");
        }
    }

    private static UnusableCheckpointException broken(Path file, String what) {
        return new UnusableCheckpointException(file + " is not a whole safetensors file: " + what + "; copy it again");
    }
}
