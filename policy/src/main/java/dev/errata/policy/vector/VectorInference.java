package dev.errata.policy.vector;

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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Inference in Java vectors, fp32. The result for a token depends, bit by bit, on the tokens before it alone: not on
 * the batch, the number of threads, or whether it was sampled or read.
 */
final class VectorInference implements Inference {

    private final VectorNetwork network;
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

    /** Inference under a network's weights; does not close the network. */
    VectorInference(VectorNetwork network) {
        this.network = network;
    }

    @Override
    public ModelConfig config() {
        return network.config();
    }

    @Override
    public int lanes() {
        return network.threads().count();
    }

    /** Attention never looks at another branch, so there is no mask that grows with the length. */
    @Override
    public int maxBranchingTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public PromptSharing sharing() {
        return network.sharing();
    }

    @Override
    public KeyValueCache newCache() {
        return cache();
    }

    /** A policy has one cache per lane, and one more for reviews. */
    private VectorCache cache() {
        return new VectorCache(config(), lanes() + 1);
    }

    @Override
    public void prepare(int positions) {
        network.rotary().reach(positions);
        network.packed();
    }

    @Override
    public void read(List<SharedPrompt> sequences, List<CacheWrite> writes, KeyValueCache cache) {
        Call call = new Call(network.packed(), (VectorCache) cache, 1);
        for (WorkChunk part : WorkChunk.cut(sequences, writes, List.of(), 1)) {
            read(call, part, (distribution, target, place) -> {});
        }
    }

    /** The data that the chunks of one call share. The weights are packed before threads share them. */
    private record Call(VectorWeights weights, VectorCache cache, double temperature) {}

    private void read(Call call, WorkChunk part, Targets.Listener listener) {
        with(station -> station.read(call.weights(), part, call.cache(), call.temperature(), listener));
    }

    @Override
    public TokenScores score(
            List<SharedPrompt> sequences, List<CacheWrite> writes, KeyValueCache cache, List<TargetTokens> predicted) {
        Call call = new Call(network.packed(), (VectorCache) cache, 1);
        double[] probabilities = new double[count(predicted)];
        int[] best = new int[probabilities.length];
        network.threads()
                .each(
                        WorkChunk.cut(sequences, writes, predicted, lanes()),
                        part -> read(call, part, (distribution, target, place) -> {
                            probabilities[place] = distribution.probability(target);
                            best[place] = distribution.argmax();
                        }));
        return new TokenScores(probabilities, best);
    }

    @Override
    public float[] logProbs(List<SharedPrompt> sequences, List<TargetTokens> predicted, double temperature) {
        float[] logProbs = new float[count(predicted)];
        try (VectorCache none = cache()) {
            Call call = new Call(network.packed(), none, temperature);
            network.threads()
                    .each(
                            WorkChunk.cut(sequences, List.of(), predicted, lanes()),
                            part -> read(
                                    call,
                                    part,
                                    (distribution, target, place) -> logProbs[place] = distribution.logProb(target)));
        }
        return logProbs;
    }

    private static int count(List<TargetTokens> predicted) {
        return predicted.stream().mapToInt(one -> one.targets().length).sum();
    }

    @Override
    public Decoded decode(
            List<DecodingSequence> rows, SamplingSettings settings, StopTokens stop, int enough, KeyValueCache cache) {
        VectorWeights current = network.packed();
        Decoding decoding = new Decoding(rows, stop, (VectorCache) cache);
        with(station -> station.decode(current, decoding, settings, enough));
        return decoding.decoded();
    }

    @Override
    public float[] logits(int[] tokens) {
        VectorWeights current = network.packed();
        WorkChunk part = WorkChunk.cut(List.of(SharedPrompt.alone(tokens)), List.of(), List.of(), 1)
                .get(0);
        float[] logits = new float[Math.multiplyExact(tokens.length, config().vocabulary())];
        try (VectorCache none = cache()) {
            with(station -> station.logits(current, part, none, logits));
        }
        return logits;
    }

    private void with(Consumer<Workspace> work) {
        Workspace station = idle.poll();
        if (station == null) {
            station = new Workspace(config(), network.rotary());
        }
        try {
            work.accept(station);
        } finally {
            idle.add(station);
        }
    }
}
