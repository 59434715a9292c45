package dev.errata.actors.rollouts;

import dev.errata.actors.config.WeightUpdates;
import dev.errata.actors.weights.ArrivingWeights;
import dev.errata.actors.weights.RunningBatch;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.policy.sampling.CacheAfterUpdate;
import dev.errata.policy.sampling.Finished;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Samples one batch to its end, and adopts newer weights between two of its steps. A token's log-prob is that under the
 * weights that sampled it.
 *
 * @param settings how tokens are drawn
 * @param arriving newer weights that may arrive
 * @param cache what happens to the KV cache of running answers when they arrive
 */
public record BatchSampling(SamplingSettings settings, ArrivingWeights arriving, CacheAfterUpdate cache) {

    /** Follows {@code actor.weight-updates}; asks for weights only in flight. */
    public static BatchSampling of(SamplingSettings settings, WeightUpdates updates, ArrivingWeights weights) {
        return switch (updates) {
            case BETWEEN_BATCHES -> new BatchSampling(settings, ArrivingWeights.NONE, CacheAfterUpdate.KEEP);
            case IN_FLIGHT -> new BatchSampling(settings, weights, CacheAfterUpdate.KEEP);
            case IN_FLIGHT_RECOMPUTE -> new BatchSampling(settings, weights, CacheAfterUpdate.RECOMPUTE);
        };
    }

    /** One finished answer per request, in the order of the requests. */
    List<Finished> sample(List<SamplingRequest> requests, VersionedPolicy begin) {
        Finished[] finished = new Finished[requests.size()];
        try (RunningBatch batch = begin.policy().batch(settings, begin.version())) {
            requests.forEach(batch::submit);
            while (!batch.isIdle()) {
                arriving.adoptArrived().ifPresent(version -> batch.weightsReplaced(version, cache));
                batch.advance().forEach(answer -> finished[answer.ticket()] = answer);
            }
        }
        return Arrays.asList(finished);
    }
}
