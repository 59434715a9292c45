package dev.errata.policy.weights;

import dev.errata.policy.weights.SafetensorsHeader.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file, open for reading: 8 bytes of header length, a JSON header, then the numbers, little-endian.
 *
 * <p>Everything that the header says is checked against the size of the file before anything is allocated for it.
 */
public final class Safetensors implements TensorSource, AutoCloseable {

    private final Path file;
    private final WindowedFile bytes;
    private final SafetensorsHeader header;

    private Safetensors(Path file, WindowedFile bytes, SafetensorsHeader header) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
    }

    /** Opens a file and checks its header. */
    public static Safetensors open(Path file) {
        WindowedFile bytes = WindowedFile.open(file);
        try {
            return new Safetensors(file, bytes, SafetensorsHeader.read(bytes, file));
        } catch (UnusableCheckpointException e) {
            bytes.close();
            throw e;
        }
    }

    /** Names of the tensors, in the order of the header. */
    public Set<String> names() {
        return Collections.unmodifiableSet(header.tensors().keySet());
    }

    /** An entry of the header's metadata, or null if it has none of that name. */
    public @Nullable String note(String name) {
        return header.notes().get(name);
    }

    /**
     * Reads one tensor as fp32. Refuses a file without it or with another shape, and infinite or NaN values, one of
     * which makes every logit NaN.
     */
    @Override
    public void read(Entry entry, Consumer<FloatBuffer> sink) {
        Tensor tensor = require(entry);
        int width = tensor.format().bytes();
        float[] numbers = new float[(int) Math.min(TensorSource.CHUNK, entry.size())];
        for (long at = tensor.begin(); at < tensor.end(); at += (long) numbers.length * width) {
            int count = (int) Math.min(numbers.length, (tensor.end() - at) / width);
            bytes.view(at, count * width, window -> tensor.format().widen(window, numbers, count));
            refuseNonFinite(tensor, numbers, count, at);
            sink.accept(FloatBuffer.wrap(numbers, 0, count).slice());
        }
    }

    private void refuseNonFinite(Tensor tensor, float[] numbers, int count, long begin) {
        if (TensorFormat.finite(numbers, count)) {
            return;
        }
        int first = 0;
        while (Float.isFinite(numbers[first])) {
            first++;
        }
        throw new UnusableCheckpointException("tensor " + tensor.name() + " of " + file + " has the value "
                + numbers[first] + " at byte "
                + (begin + (long) first * tensor.format().bytes())
                + "; give weights that are finite");
    }

    /** Refuses a file without one of these tensors, or with one of another shape. */
    public void check(List<Entry> entries) {
        entries.forEach(entry -> Objects.requireNonNull(require(entry)));
    }

    private Tensor require(Entry entry) {
        Tensor tensor = header.tensors().get(entry.name());
        if (tensor == null) {
            throw new UnusableCheckpointException(file + " has no tensor " + entry.name()
                    + "; give the whole checkpoint that its config.json describes");
        }
        if (!Arrays.equals(tensor.shape(), entry.shape())) {
            throw new UnusableCheckpointException("tensor " + entry.name() + " of " + file + " has the shape "
                    + Arrays.toString(tensor.shape()) + ", but config.json asks for " + Arrays.toString(entry.shape())
                    + "; give a folder whose files belong together");
        }
        return tensor;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
