package dev.errata.policy.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.weights.Safetensors;
import dev.errata.policy.weights.SafetensorsWriter;
import dev.errata.policy.weights.SafetensorsWriter.Entry;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** AdamW's moments and step count: what changes with every step besides the weights. Not thread-safe. */
final class OptimizerState implements AutoCloseable {

    private static final String STEPS = "steps";

    private final Decoder decoder;
    private final NDManager manager;
    private final NDList first = new NDList();
    private final NDList second = new NDList();
    private long steps;

    OptimizerState(Decoder decoder) {
        this.decoder = decoder;
        manager = decoder.scope();
        for (NDArray weight : decoder.weights()) {
            first.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
            second.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
        }
    }

    /** First moments, in the order of the weights. */
    NDList first() {
        return first;
    }

    /** Second moments, in the order of the weights. */
    NDList second() {
        return second;
    }

    long steps() {
        return steps;
    }

    void stepTaken() {
        steps++;
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String moment : new String[] {"first.", "second."}) {
            for (Entry entry : decoder.layout().entries()) {
                entries.add(new Entry(moment + entry.name(), entry.shape()));
            }
        }
        return entries;
    }

    void save(Path file) {
        SafetensorsWriter.write(file, entries(), this::numbers, Map.of(STEPS, Long.toString(steps)));
    }

    private FloatBuffer numbers(Entry entry) {
        int dot = entry.name().indexOf('.');
        NDList moments = entry.name().startsWith("first") ? first : second;
        return decoder.tensorsOf(moments).apply(new Entry(entry.name().substring(dot + 1), entry.shape()));
    }

    void load(Path file) {
        try (Safetensors saved = Safetensors.open(file)) {
            for (Entry entry : entries()) {
                saved.check(entry.name(), entry.shape());
            }
            long restored = steps(file, saved);
            decoder.assign(first, (entry, numbers) -> saved.read("first." + entry.name(), entry.shape(), numbers));
            decoder.assign(second, (entry, numbers) -> saved.read("second." + entry.name(), entry.shape(), numbers));
            steps = restored;
        }
    }

    private static long steps(Path file, Safetensors saved) {
        String note = saved.note(STEPS);
        if (note == null || !note.matches("\\d{1,18}")) {
            throw new UnusableCheckpointException(
                    file + " does not say how many steps were taken; give an optimizer state that a trainer wrote");
        }
        return Long.parseLong(note);
    }

    @Override
    public void close() {
        manager.close();
    }
}
