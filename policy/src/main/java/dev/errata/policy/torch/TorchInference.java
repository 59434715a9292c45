package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.sampling.CacheWrite;
import dev.errata.policy.sampling.DecodingSequence;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.StopTokens;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Inference through the script, on a CPU or a GPU. */
final class TorchInference implements Inference {

    private final TorchNetwork network;

    /** Inference under a network's weights; does not close the network. */
    TorchInference(TorchNetwork network) {
        this.network = network;
    }

    @Override
    public ModelConfig config() {
        return network.config();
    }

    @Override
    public int lanes() {
        return network.onGpu() ? 1 : ComputeThreads.count();
    }

    @Override
    public <R> R onLane(Supplier<R> work) {
        return TorchEngine.onOneThread(work);
    }

    @Override
    public void afterLanes() {
        TorchEngine.restoreThreads();
    }

    @Override
    public int maxBranchingTokens() {
        return PackedTokens.MAX_BRANCHING_TOKENS;
    }

    @Override
    public PromptSharing sharing() {
        return network.sharing();
    }

    @Override
    public KeyValueCache newCache() {
        return new TorchCache(network);
    }

    @Override
    public void prepare(int positions) {
        network.forInference(positions);
    }

    @Override
    public void read(List<SharedPrompt> sequences, List<CacheWrite> writes, KeyValueCache cache) {
        try (NDManager scope = network.scope()) {
            PackedTokens packed = PackedTokens.of(scope, sequences);
            network.module()
                    .evaluate(
                            scope,
                            "prefill",
                            network.forInference(packed.width()),
                            packed,
                            slots(scope, packed, writes),
                            (TorchCache) cache);
        }
    }

    /** The rows of a packed batch, [M], and the slots of the cache that they are written to, [M]. */
    private static ScriptArguments slots(NDManager scope, PackedTokens packed, List<CacheWrite> writes) {
        LongStream.Builder sources = LongStream.builder();
        LongStream.Builder slots = LongStream.builder();
        for (CacheWrite rows : writes) {
            int begin = packed.begin()[rows.sequence()] + rows.row();
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.first() + i;
                long page = rows.pages().get(position / KeyValueCache.PAGE);
                sources.add((long) begin + i);
                slots.add(page * KeyValueCache.PAGE + position % KeyValueCache.PAGE);
            }
        }
        List<Object> inOrder = List.of(
                scope.create(sources.build().toArray()),
                scope.create(slots.build().toArray()));
        return () -> inOrder;
    }

    @Override
    public TokenScores score(
            List<SharedPrompt> sequences, List<CacheWrite> writes, KeyValueCache cache, List<TargetTokens> predicted) {
        try (NDManager scope = network.scope()) {
            AnswerBatch batch = AnswerBatch.of(scope, sequences, predicted);
            double[] numbers = network.module()
                    .evaluate(
                            scope,
                            "score",
                            network.forInference(batch.packed().width()),
                            batch.packed(),
                            slots(scope, batch.packed(), writes),
                            (TorchCache) cache,
                            batch.index(),
                            batch.target(),
                            scope.create(network.logitRows()))
                    .singletonOrThrow()
                    .toDoubleArray();
            int count = numbers.length / 2;
            int[] best = new int[count];
            Arrays.setAll(best, i -> (int) numbers[count + i]);
            return new TokenScores(Arrays.copyOf(numbers, count), best);
        }
    }

    @Override
    public float[] logProbs(List<SharedPrompt> sequences, List<TargetTokens> predicted, double temperature) {
        try (NDManager scope = network.scope()) {
            AnswerBatch batch = AnswerBatch.of(scope, sequences, predicted);
            return network.module()
                    .evaluate(
                            scope,
                            "log_probs",
                            network.forInference(batch.packed().width()),
                            batch.packed(),
                            batch.index(),
                            batch.target(),
                            scope.create(temperature),
                            scope.create(network.logitRows()))
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    @Override
    public Decoded decode(
            List<DecodingSequence> rows, SamplingSettings settings, StopTokens stop, int enough, KeyValueCache cache) {
        TorchCache pages = (TorchCache) cache;
        try (NDManager scope = network.scope()) {
            PageTable table = PageTable.of(scope, rows, pages.reach());
            NDList sampled = network.module()
                    .evaluate(
                            scope,
                            "decode",
                            network.forInference(table.width() * KeyValueCache.PAGE),
                            pages,
                            scope.create(rows.stream()
                                    .mapToLong(DecodingSequence::next)
                                    .toArray()),
                            scope.create(rows.stream()
                                    .mapToLong(DecodingSequence::position)
                                    .toArray()),
                            scope.create(rows.stream()
                                    .mapToLong(DecodingSequence::left)
                                    .toArray()),
                            table,
                            uniforms(scope, rows),
                            scope.create(stop.ids().stream()
                                    .mapToLong(Integer::longValue)
                                    .sorted()
                                    .toArray()),
                            scope.create(
                                    new double[] {settings.temperature(), settings.topP(), settings.topK(), enough}));
            return decoded(
                    rows.size(), sampled.get(0).toLongArray(), sampled.get(1).toFloatArray());
        }
    }

    private static NDArray uniforms(NDManager scope, List<DecodingSequence> rows) {
        double[] uniforms = new double[rows.size() * STEPS];
        for (int i = 0; i < rows.size(); i++) {
            for (int step = 0; step < STEPS; step++) {
                uniforms[i * STEPS + step] = rows.get(i).uniform(step);
            }
        }
        return scope.create(uniforms, new Shape(rows.size(), STEPS));
    }

    private static Decoded decoded(int rows, long[] tokens, float[] logProbs) {
        int steps = tokens.length / rows;
        int[][] tokensOf = new int[rows][];
        float[][] logProbsOf = new float[rows][];
        for (int i = 0; i < rows; i++) {
            long[] part = Arrays.copyOfRange(tokens, i * steps, (i + 1) * steps);
            tokensOf[i] = Arrays.stream(part).mapToInt(Math::toIntExact).toArray();
            logProbsOf[i] = Arrays.copyOfRange(logProbs, i * steps, (i + 1) * steps);
        }
        return new Decoded(tokensOf, logProbsOf);
    }

    @Override
    public float[] logits(int[] tokens) {
        try (NDManager scope = network.scope()) {
            PackedTokens packed = PackedTokens.of(scope, List.of(SharedPrompt.alone(tokens)));
            return network.module()
                    .evaluate(scope, "logits", network.forInference(tokens.length), packed)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }
}
