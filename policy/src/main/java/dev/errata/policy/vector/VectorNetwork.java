package dev.errata.policy.vector;

import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.network.Network;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.RotaryFrequencies;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;

/** A network in Java arrays, fp32. A reader of its weights sees them as of its start. */
final class VectorNetwork implements Network {

    private static final String MODULE = "jdk.incubator.vector";

    /**
     * Copies of the weights that a process holds: weights, packed weights, gradient and two moments; two more for a
     * frozen policy; and one for the garbage collector.
     */
    private static final long COPIES = 8;

    /** Bytes for everything else: activations of a micro-batch, logits, caches, other objects. */
    private static final long ROOM = 384L << 20;

    /** Most tokens of a micro-batch: larger ones keep the cores no busier and fall out of their caches. */
    static final int MAX_TOKENS = 1024;

    private final ModelConfig config;
    private final WeightLayout layout;
    private final WeightArrays weights;
    private final RotaryTable rotary;
    private final Threads threads;
    private final VectorWeights packed;
    private boolean isStale = true;

    /** A network whose weights are zero until {@link #assign}. */
    VectorNetwork(ModelConfig config) {
        this(config, ComputeThreads.count());
    }

    /** As {@link #VectorNetwork(ModelConfig)}, on a given number of threads. */
    VectorNetwork(ModelConfig config, int threadCount) {
        this.config = config;
        layout = WeightLayout.of(config);
        weights = new WeightArrays(layout);
        packed = new VectorWeights(config, weights);
        rotary = new RotaryTable(RotaryFrequencies.of(config));
        threads = new Threads(threadCount);
    }

    /**
     * Whether this virtual machine has the Vector API, as it does with {@code --add-modules jdk.incubator.vector}, and
     * its vectors are of a width that this package computes with.
     */
    static boolean isAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent() && Simd.isSupported();
    }

    /** The maximum Java heap needed to train a network of this shape beside a frozen one, bytes. */
    static long heapFor(ModelConfig config) {
        WeightLayout layout = WeightLayout.of(config);
        long numbers =
                layout.entries().stream().mapToLong(TensorSource.Entry::size).sum();
        return WeightArrays.canHold(layout) ? COPIES * Float.BYTES * numbers + ROOM : Long.MAX_VALUE;
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public WeightLayout layout() {
        return layout;
    }

    /** Attention never reads another answer, so within a micro-batch a shared prompt is read once. */
    @Override
    public PromptSharing sharing() {
        return PromptSharing.always(MAX_TOKENS);
    }

    @Override
    public TensorSource tensors() {
        return weights.tensors();
    }

    @Override
    public void assign(TensorSource source) {
        change(() -> weights.assign(source));
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

    /** The current weights, packed at first use and again after they have changed. */
    synchronized VectorWeights packed() {
        if (isStale) {
            packed.pack(threads);
            isStale = false;
        }
        return packed;
    }

    /** Changes the weights; no thread may be reading them. */
    synchronized void change(Runnable writing) {
        isStale = true;
        writing.run();
    }

    @Override
    public void close() {
        threads.close();
    }
}
