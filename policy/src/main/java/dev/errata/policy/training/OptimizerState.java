package dev.errata.policy.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.weights.Safetensors;
import dev.errata.policy.weights.SafetensorsWriter;
import dev.errata.policy.weights.TensorSource.Entry;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** AdamW's moments, step count and gradient: what changes with every step besides the weights. Not thread-safe. */
final class OptimizerState implements AutoCloseable {

    private static final String STEPS = "steps";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";

    private final Decoder decoder;
    private final NDManager manager;
    private final NDList first = new NDList();
    private final NDList second = new NDList();
    private final NDList gradient = new NDList();
    private final CriticState critic;
    private long steps;

    OptimizerState(Decoder decoder, boolean hasCritic) {
        this.decoder = decoder;
        manager = decoder.scope();
        critic = CriticState.of(manager, hasCritic, decoder.config().hidden());
        for (NDArray weight : decoder.weights()) {
            first.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
            second.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
            gradient.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
        }
    }

    /** The critic beside the network; empty where the objective has none. */
    CriticState critic() {
        return critic;
    }

    /** Where the gradients of micro-batches add up, in the order of the network's weights; zero between steps. */
    NDList gradient() {
        return gradient;
    }

    /** All that an update changes or reads: weights, gradients, first and second moments, those of the critic last. */
    List<NDList> updated() {
        return List.of(
                withCritic(decoder.weights(), critic.weight()),
                withCritic(gradient, critic.gradient()),
                withCritic(first, critic.first()),
                withCritic(second, critic.second()));
    }

    private NDList withCritic(NDList network, NDArray ofCritic) {
        if (!critic.present()) {
            return network;
        }
        NDList all = new NDList(network);
        all.add(ofCritic);
        return all;
    }

    long steps() {
        return steps;
    }

    void stepTaken() {
        steps++;
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String moment : new String[] {FIRST, SECOND}) {
            for (Entry entry : decoder.layout().entries()) {
                entries.add(new Entry(moment + entry.name(), entry.shape()));
            }
        }
        entries.addAll(critic.entries(FIRST, SECOND));
        return entries;
    }

    void save(Path file) {
        SafetensorsWriter.write(file, entries(), this::read, Map.of(STEPS, Long.toString(steps)));
    }

    private void read(Entry entry, Consumer<FloatBuffer> sink) {
        if (entry.name().endsWith(CriticState.NAME)) {
            critic.read(entry, FIRST, sink);
            return;
        }
        boolean isFirst = entry.name().startsWith(FIRST);
        String name = entry.name().substring((isFirst ? FIRST : SECOND).length());
        decoder.tensorsOf(isFirst ? first : second).read(new Entry(name, entry.shape()), sink);
    }

    void load(Path file) {
        try (Safetensors saved = Safetensors.open(file)) {
            if (critic.present() && !saved.names().contains(CriticState.NAME)) {
                throw new UnusableCheckpointException(
                        file
                                + " was written by an objective without a critic; go on with that one, or begin anew with this one");
            }
            saved.check(entries());
            long restored = steps(file, saved);
            decoder.assign(first, (entry, sink) -> saved.read(new Entry(FIRST + entry.name(), entry.shape()), sink));
            decoder.assign(second, (entry, sink) -> saved.read(new Entry(SECOND + entry.name(), entry.shape()), sink));
            critic.load(saved, FIRST, SECOND);
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
