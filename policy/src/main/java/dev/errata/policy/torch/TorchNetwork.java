package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.Network;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.RotaryFrequencies;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.network.WeightLayout.Weight;
import dev.errata.policy.training.ScriptText;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** The weights of a network as PyTorch tensors, with the compiled script and the rotary tables. Not thread-safe. */
final class TorchNetwork implements Network {

    /** Most logits at a time: 64 MiB of fp32. */
    private static final long LOGITS = 1L << 24;

    private static final int MIN_ROTARY_POSITIONS = 256;

    private final ModelConfig config;
    private final WeightLayout layout;
    private final NDManager manager;
    private final ScriptModule module;
    private final float[] frequencies;
    private final NDList weights = new NDList();
    private NDList rotary = new NDList();

    /** Owns the bf16 weights, and the arrays that the call leaves behind: the name of its method is one. */
    private NDManager bf16Scope;

    private NDList bf16Weights = new NDList();

    /** A network whose weights are zero until {@link #assign}. */
    TorchNetwork(ModelConfig config, String device) {
        this.config = config;
        frequencies = RotaryFrequencies.of(config);
        layout = WeightLayout.of(config);
        manager = TorchEngine.newManager(device);
        bf16Scope = scope();
        module = compile(ScriptText.read(TorchNetwork.class, "sampler.py"));
        for (Weight weight : layout.weights()) {
            weights.add(manager.zeros(new Shape(weight.shape()), DataType.FLOAT32));
        }
    }

    @Override
    public PromptSharing sharing() {
        return PromptSharing.masked(config, PackedTokens.MAX_BRANCHING_TOKENS);
    }

    /** Compiles decoder.py with further methods; the caller closes the module. */
    ScriptModule compile(String methods) {
        String source = ScriptText.read(TorchNetwork.class, "decoder.py") + "\n" + methods;
        Map<String, Object> attributes = Map.of(
                "layers", config.layers(),
                "heads", config.heads(),
                "groups", config.keyValueHeads(),
                "width", config.headWidth(),
                "biased", config.attentionBias(),
                "epsilon", config.rmsNormEpsilon());
        return new ScriptModule(manager, source, attributes);
    }

    /** Whether the weights lie on a GPU. */
    boolean onGpu() {
        return manager.getDevice().isGpu();
    }

    /** Rows of logits computed at a time, so that [tokens, vocabulary] never exists. */
    long logitRows() {
        return Math.max(1, LOGITS / config.vocabulary());
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public WeightLayout layout() {
        return layout;
    }

    /** The compiled methods of decoder.py and sampler.py. */
    ScriptModule module() {
        return module;
    }

    /** The weights in the order of the layout; a trainer changes them in place. */
    NDList weights() {
        return weights;
    }

    /**
     * The weights for inference: on a GPU a bf16 copy, made at first use and again after {@link #weightsChanged}; on a
     * CPU the weights themselves.
     */
    NDList inferenceWeights() {
        if (!onGpu()) {
            return weights;
        }
        if (bf16Weights.isEmpty()) {
            bf16Weights = module.evaluate(bf16Scope, "halved", weights);
        }
        return bf16Weights;
    }

    /** Drops data derived from the weights; call it before they change. */
    void weightsChanged() {
        if (!bf16Weights.isEmpty()) {
            bf16Scope.close();
            bf16Scope = scope();
            bf16Weights = new NDList();
        }
    }

    /** Weights and rotary tables: the first arguments of the script's methods for inference. */
    ScriptArguments forInference(int positions) {
        List<NDArray> tables = rotary(positions);
        List<Object> inOrder = List.of(inferenceWeights(), tables.get(0), tables.get(1));
        return () -> inOrder;
    }

    /** A new owner of arrays on the network's device; the caller closes it. */
    NDManager scope() {
        return manager.newSubManager();
    }

    @Override
    public void assign(TensorSource source) {
        weightsChanged();
        assign(weights, source);
    }

    /** Sets arrays with the layout of the weights, such as a moment. */
    void assign(NDList arrays, TensorSource source) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * TensorSource.CHUNK).order(ByteOrder.nativeOrder());
        for (int i = 0; i < arrays.size(); i++) {
            NDArray target = arrays.get(i);
            long[] at = {0};
            for (Entry part : layout.weights().get(i).parts()) {
                source.read(part, chunk -> {
                    write(target, at[0], chunk, bytes);
                    at[0] += chunk.limit();
                });
            }
        }
    }

    private void write(NDArray target, long begin, FloatBuffer numbers, ByteBuffer bytes) {
        bytes.clear().limit(4 * numbers.remaining());
        bytes.asFloatBuffer().put(numbers);
        try (NDManager scope = scope()) {
            NDArray chunk = scope.create(bytes, new Shape(numbers.limit()), DataType.FLOAT32);
            module.evaluate(scope, "write", target, scope.create(begin), chunk);
        }
    }

    @Override
    public TensorSource tensors() {
        return tensorsOf(weights);
    }

    /** Arrays with the layout of the weights, such as a gradient, as tensors of a checkpoint. */
    TensorSource tensorsOf(NDList arrays) {
        return (entry, sink) -> {
            WeightLayout.Place place = layout.find(entry.name());
            long end = place.begin() + entry.size();
            for (long at = place.begin(); at < end; at += TensorSource.CHUNK) {
                try (NDManager scope = scope()) {
                    NDArray from = scope.create(at);
                    NDArray to = scope.create(Math.min(end, at + TensorSource.CHUNK));
                    NDArray chunk = module.evaluate(scope, "part", arrays.get(place.weight()), from, to)
                            .singletonOrThrow();
                    sink.accept(FloatBuffer.wrap(chunk.toFloatArray()));
                }
            }
        };
    }

    /**
     * The rotary tables for at least a number of positions: cosines, then sines, [positions, width] each. Computed in
     * fp32 as transformers does. The first half of each row of sines is negated, as the script expects.
     */
    List<NDArray> rotary(int positions) {
        if (rotary.isEmpty() || rotary.get(0).getShape().get(0) < positions) {
            int rows = Math.max(MIN_ROTARY_POSITIONS, Integer.highestOneBit(Math.max(1, positions - 1)) * 2);
            rotary.close();
            rotary = rotaryTables(rows);
        }
        return rotary;
    }

    private NDList rotaryTables(int rows) {
        int width = config.headWidth();
        int half = width / 2;
        float[] cos = new float[rows * width];
        float[] sin = new float[rows * width];
        for (int k = 0; k < half; k++) {
            for (int t = 0; t < rows; t++) {
                float angle = t * frequencies[k];
                int at = t * width + k;
                cos[at] = (float) Math.cos(angle);
                cos[at + half] = cos[at];
                sin[at + half] = (float) Math.sin(angle);
                sin[at] = -sin[at + half];
            }
        }
        Shape shape = new Shape(rows, width);
        return new NDList(manager.create(cos, shape), manager.create(sin, shape));
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
