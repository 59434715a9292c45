package dev.errata.policy.sampling;

import java.util.Arrays;
import java.util.List;

/**
 * Samples completions of requests that are all known at the start.
 *
 * <p>Every request draws its uniform numbers from its own seed, one per token, so its completion does not depend on the
 * batch.
 */
public final class Sampler {

    /** Most sequences that decode side by side; more barely raise the throughput of a CPU. */
    public static final int MAX_ROWS = 256;

    private final Inference inference;
    private final StopTokens stop;
    private final LanePool pool;

    /** A sampler under the network's current weights at each call. */
    public Sampler(Inference inference, StopTokens stop, LanePool pool) {
        this.inference = inference;
        this.stop = stop;
        this.pool = pool;
    }

    /** Completions in the order of the requests. */
    public List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings) {
        Completion[] completions = new Completion[requests.size()];
        try (ContinuousBatch batch = batch(settings, MAX_ROWS)) {
            requests.forEach(batch::submit);
            while (!batch.isIdle()) {
                for (Finished finished : batch.advance()) {
                    completions[finished.ticket()] = finished.completion();
                }
            }
        }
        return Arrays.asList(completions);
    }

    /** A batch that accepts requests at any time. */
    public ContinuousBatch batch(SamplingSettings settings, int maxRows) {
        return new ContinuousBatch(inference, stop.or(settings.stop()), settings, pool, maxRows);
    }
}
