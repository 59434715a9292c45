package dev.errata.policy.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.PaddedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Samples completions, a chunk of requests in one scripted call.
 *
 * <p>Every request draws its uniform numbers from its own seed, one a token, so its completion does not depend on what
 * else is in the batch.
 */
public final class Sampler {

    /** Most numbers in the key-value caches of one call: 1 GiB of fp32. */
    private static final long CACHE_BUDGET = 1L << 28;

    private final Decoder decoder;
    private final StopTokens stop;

    /** A sampler over a decoder's weights as they are at each call. */
    public Sampler(Decoder decoder, StopTokens stop) {
        this.decoder = decoder;
        this.stop = stop;
    }

    /** Completions in the order of the requests. */
    public List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings) {
        Completion[] completions = new Completion[requests.size()];
        long slotNumbers = 2L
                * decoder.config().layers()
                * decoder.config().keyValueHeads()
                * decoder.config().headWidth();
        long budget = Math.max(1, CACHE_BUDGET / slotNumbers);
        int added = settings.maxNewTokens() + 1;
        List<int[]> chunks =
                PaddedTokens.chunks(requests.size(), i -> requests.get(i).prompt().length + added, budget);
        for (int[] chunk : chunks) {
            sample(requests, settings, chunk, completions);
        }
        return Arrays.asList(completions);
    }

    private void sample(
            List<SamplingRequest> requests, SamplingSettings settings, int[] chunk, Completion[] completions) {
        List<int[]> prompts = new ArrayList<>();
        for (int request : chunk) {
            prompts.add(requests.get(request).prompt());
        }
        long[] lengths = prompts.stream().mapToLong(prompt -> prompt.length).toArray();
        int width = (int) Arrays.stream(lengths).max().orElse(1);
        int columns = settings.maxNewTokens() + 1;
        List<NDArray> rotary = decoder.rotary(width + columns);
        try (NDManager scope = decoder.scope()) {
            NDList sampled = decoder.module()
                    .evaluate(
                            scope,
                            "sample",
                            decoder.weights(),
                            rotary.get(0),
                            rotary.get(1),
                            PaddedTokens.of(scope, prompts, width, 0),
                            scope.create(lengths),
                            uniforms(scope, requests, chunk, settings),
                            stop.toArray(scope),
                            scope.create(new double[] {settings.temperature(), settings.topP(), settings.topK()}));
            long[] tokens = sampled.get(0).toLongArray();
            float[] logProbs = sampled.get(1).toFloatArray();
            for (int row = 0; row < chunk.length; row++) {
                int room = decoder.config().maxPositions() - prompts.get(row).length;
                int limit = Math.min(settings.maxNewTokens(), room);
                int end = stop.end(tokens, row * columns, row * columns + limit);
                completions[chunk[row]] = completion(tokens, logProbs, row * columns, end);
            }
        }
    }

    private Completion completion(long[] tokens, float[] logProbs, int begin, int end) {
        boolean stopped = end > begin && stop.contains(tokens[end - 1]);
        return new Completion(StopTokens.narrow(tokens, begin, end), Arrays.copyOfRange(logProbs, begin, end), stopped);
    }

    /** Uniform numbers in [0, 1), [R, maxNewTokens + 1]; the last column is never used. */
    private static NDArray uniforms(
            NDManager scope, List<SamplingRequest> requests, int[] chunk, SamplingSettings settings) {
        int columns = settings.maxNewTokens() + 1;
        double[] uniforms = new double[chunk.length * columns];
        if (settings.temperature() > 0) {
            for (int row = 0; row < chunk.length; row++) {
                SplittableRandom random =
                        new SplittableRandom(requests.get(chunk[row]).seed());
                for (int column = 0; column < columns - 1; column++) {
                    uniforms[row * columns + column] = random.nextDouble();
                }
            }
        }
        return scope.create(uniforms, new Shape(chunk.length, columns));
    }
}
