package dev.errata.policy.training;

import dev.errata.policy.network.Network;
import dev.errata.policy.training.Learning.Moment;
import dev.errata.policy.weights.Safetensors;
import dev.errata.policy.weights.SafetensorsWriter;
import dev.errata.policy.weights.TensorSource;
import dev.errata.policy.weights.TensorSource.Entry;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Saves and loads AdamW's moments, the step count and the critic, if there is one, as a safetensors file. */
public final class OptimizerState {

    /** Name of the critic's weights; its moments have the prefixes of the moments before it. */
    public static final String CRITIC = "critic";

    private static final String STEPS = "steps";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";

    private final Network network;
    private final Learning learning;

    /** The state of a network in training. */
    public OptimizerState(Network network, Learning learning) {
        this.network = network;
        this.learning = learning;
    }

    private boolean hasCritic() {
        return learning.critic().length > 0;
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String moment : new String[] {FIRST, SECOND}) {
            for (Entry entry : network.layout().entries()) {
                entries.add(new Entry(moment + entry.name(), entry.shape()));
            }
        }
        if (hasCritic()) {
            for (String name : new String[] {CRITIC, FIRST + CRITIC, SECOND + CRITIC}) {
                entries.add(criticEntry(name));
            }
        }
        return entries;
    }

    private Entry criticEntry(String name) {
        return new Entry(name, new long[] {learning.critic().length});
    }

    /** Writes moments, critic and step count to a file. */
    public void save(Path file, long steps) {
        SafetensorsWriter.write(file, entries(), this::read, Map.of(STEPS, Long.toString(steps)));
    }

    private void read(Entry entry, Consumer<FloatBuffer> sink) {
        String name = entry.name();
        if (name.equals(CRITIC)) {
            sink.accept(FloatBuffer.wrap(learning.critic()));
            return;
        }
        Moment moment = name.startsWith(FIRST) ? Moment.FIRST : Moment.SECOND;
        String weight = name.substring((moment == Moment.FIRST ? FIRST : SECOND).length());
        if (weight.equals(CRITIC)) {
            sink.accept(FloatBuffer.wrap(learning.critic(moment)));
        } else {
            learning.network(moment).read(new Entry(weight, entry.shape()), sink);
        }
    }

    /** Restores moments and critic from a file and returns the number of steps taken. */
    public long load(Path file) {
        try (Safetensors saved = Safetensors.open(file)) {
            if (hasCritic() && !saved.names().contains(CRITIC)) {
                throw new UnusableCheckpointException(file
                        + " was written by an objective without a critic;"
                        + " continue with that objective, or start a new run");
            }
            saved.check(entries());
            long steps = steps(file, saved);
            learning.assignNetwork(behind(FIRST, saved), behind(SECOND, saved));
            if (hasCritic()) {
                learning.assignCritic(
                        numbers(CRITIC, saved), numbers(FIRST + CRITIC, saved), numbers(SECOND + CRITIC, saved));
            }
            return steps;
        }
    }

    private static TensorSource behind(String prefix, Safetensors saved) {
        return (entry, sink) -> saved.read(new Entry(prefix + entry.name(), entry.shape()), sink);
    }

    private float[] numbers(String name, Safetensors saved) {
        FloatBuffer numbers = FloatBuffer.allocate(learning.critic().length);
        saved.read(criticEntry(name), numbers::put);
        return numbers.array();
    }

    private static long steps(Path file, Safetensors saved) {
        String note = saved.note(STEPS);
        if (note == null || !note.matches("\\d{1,18}")) {
            throw new UnusableCheckpointException(
                    file + " does not say how many steps were taken; give an optimizer state that a trainer wrote");
        }
        return Long.parseLong(note);
    }
}
