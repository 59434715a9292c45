package dev.errata.policy.vector;

import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.Engine;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.Predicted;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.Kept;
import dev.errata.policy.sampling.Row;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.StopTokens;
import dev.errata.policy.weights.ModelConfig;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Inference in Java's vectors, on a CPU. Numbers are fp32 in Java arrays. What is computed for a token depends on the tokens
 * before it alone, bit by bit: not on the batch, the number of threads, or whether it was sampled or read.
 */
public final class VectorInference implements Inference {

    private static final String MODULE = "jdk.incubator.vector";

    private final Decoder decoder;
    private final RotaryTable rotary;
    private final Threads threads;
    private final Queue<Station> idle = new ConcurrentLinkedQueue<>();

    /** Those of the decoder's revision that they were packed at; null before the first call. */
    private @Nullable VectorWeights weights;

    private long revision;

    /** Inference under a decoder's weights; the decoder stays its owner's. */
    public VectorInference(Decoder decoder) {
        this(decoder, Engine.threads());
    }

    /** As {@link #VectorInference(Decoder)}, on so many threads. */
    VectorInference(Decoder decoder, int threads) {
        this.decoder = decoder;
        rotary = new RotaryTable(decoder.frequencies());
        this.threads = new Threads(threads);
    }

    /** Whether this virtual machine has the Vector API: it does with {@code --add-modules jdk.incubator.vector}. */
    public static boolean isAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    @Override
    public ModelConfig config() {
        return decoder.config();
    }

    @Override
    public int lanes() {
        return threads.count();
    }

    @Override
    public KeyValueCache newCache() {
        return new VectorCache(decoder.config());
    }

    @Override
    public void prepare(int positions) {
        rotary.reach(positions);
        current();
    }

    /** The weights as they are now. */
    private synchronized VectorWeights current() {
        VectorWeights known = weights;
        if (known == null || revision != decoder.revision()) {
            revision = decoder.revision();
            // What is old may go before the new takes its room.
            weights = null;
            known = VectorWeights.of(decoder.config(), decoder.layout(), decoder.tensors());
            weights = known;
        }
        return known;
    }

    @Override
    public void read(List<SharedPrompt> readings, List<Kept> kept, KeyValueCache cache) {
        for (Part part : Part.cut(readings, kept, List.of(), 1)) {
            read(part, (VectorCache) cache, 1, (distribution, target, place) -> {});
        }
    }

    private void read(Part part, VectorCache cache, double temperature, Targets.Listener listener) {
        VectorWeights current = current();
        with(station -> station.read(current, part, cache, temperature, listener));
    }

    @Override
    public Judged judge(List<SharedPrompt> readings, List<Kept> kept, KeyValueCache cache, List<Predicted> predicted) {
        double[] probabilities = new double[count(predicted)];
        int[] best = new int[probabilities.length];
        threads.each(
                Part.cut(readings, kept, predicted, threads.count()),
                part -> read(part, (VectorCache) cache, 1, (distribution, target, place) -> {
                    probabilities[place] = distribution.probability(target);
                    best[place] = distribution.best();
                }));
        return new Judged(probabilities, best);
    }

    @Override
    public float[] logProbs(List<SharedPrompt> readings, List<Predicted> predicted, double temperature) {
        float[] logProbs = new float[count(predicted)];
        try (VectorCache none = new VectorCache(decoder.config())) {
            threads.each(
                    Part.cut(readings, List.of(), predicted, threads.count()),
                    part -> read(
                            part,
                            none,
                            temperature,
                            (distribution, target, place) -> logProbs[place] = distribution.logProb(target)));
        }
        return logProbs;
    }

    private static int count(List<Predicted> predicted) {
        return predicted.stream().mapToInt(one -> one.targets().length).sum();
    }

    @Override
    public Decoded decode(List<Row> rows, SamplingSettings settings, StopTokens stop, int enough, KeyValueCache cache) {
        VectorWeights current = current();
        Decoding decoding = new Decoding(rows, stop, (VectorCache) cache);
        with(station -> station.decode(current, decoding, settings, enough));
        return decoding.decoded();
    }

    @Override
    public float[] logits(int[] tokens) {
        VectorWeights current = current();
        Part part = Part.cut(List.of(SharedPrompt.alone(tokens)), List.of(), List.of(), 1)
                .get(0);
        float[] logits = new float[Math.multiplyExact(tokens.length, config().vocabulary())];
        try (VectorCache none = new VectorCache(config())) {
            with(station -> station.logits(current, part, none, logits));
        }
        return logits;
    }

    private void with(Consumer<Station> work) {
        Station station = idle.poll();
        if (station == null) {
            station = new Station(config(), rotary);
        }
        try {
            work.accept(station);
        } finally {
            idle.add(station);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
