package dev.errata.policy.vector;

import dev.errata.policy.network.Engine;
import dev.errata.policy.network.Network;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;

/** A network in Java arrays, fp32, for a CPU. Those who read its weights take them as they are when they begin. */
public final class VectorNetwork implements Network {

    private static final String MODULE = "jdk.incubator.vector";

    /** Copies of the weights that training and sampling hold: the weights, packed ones, gradient, two moments; and some room. */
    private static final long COPIES = 6;

    private final ModelConfig config;
    private final WeightLayout layout;
    private final WeightArrays weights;
    private final RotaryTable rotary;
    private final Threads threads;
    private final VectorWeights packed;
    private boolean isStale = true;

    /**
     * A network whose weights are zero until {@link #assign}.
     *
     * @param frequencies rotary frequencies, radians a position, [W / 2]
     */
    public VectorNetwork(ModelConfig config, float[] frequencies) {
        this(config, frequencies, Engine.threads());
    }

    /** As {@link #VectorNetwork(ModelConfig, float[])}, on so many threads. */
    VectorNetwork(ModelConfig config, float[] frequencies, int threadCount) {
        this.config = config;
        layout = WeightLayout.of(config);
        weights = new WeightArrays(layout);
        packed = new VectorWeights(config, weights);
        rotary = new RotaryTable(frequencies);
        threads = new Threads(threadCount);
    }

    /** Whether this virtual machine has the Vector API: it does with {@code --add-modules jdk.incubator.vector}. */
    public static boolean isAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Whether the Java heap may grow large enough for a network of this shape to be trained. */
    public static boolean fits(ModelConfig config) {
        long numbers = WeightLayout.of(config).entries().stream()
                .mapToLong(TensorSource.Entry::size)
                .sum();
        return COPIES * Float.BYTES * numbers <= Runtime.getRuntime().maxMemory();
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public WeightLayout layout() {
        return layout;
    }

    @Override
    public TensorSource tensors() {
        return weights.tensors();
    }

    @Override
    public void assign(TensorSource source) {
        changing();
        weights.assign(source);
    }

    /** The weights, row after row. */
    WeightArrays weights() {
        return weights;
    }

    RotaryTable rotary() {
        return rotary;
    }

    Threads threads() {
        return threads;
    }

    /** The weights as they are now, packed at first use and again after they have changed. */
    synchronized VectorWeights packed() {
        if (isStale) {
            packed.pack(threads);
            isStale = false;
        }
        return packed;
    }

    /** Says that the weights change now; nobody may be reading them. */
    synchronized void changing() {
        isStale = true;
    }

    @Override
    public void close() {
        threads.close();
    }
}
