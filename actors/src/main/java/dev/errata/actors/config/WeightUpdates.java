package dev.errata.actors.config;

/** The points at which an actor adopts newer weights. */
public enum WeightUpdates {
    /** After the batch under way: every answer has one version. */
    BETWEEN_BATCHES,
    /** Between two decoding steps; the KV cache of running answers stays as the old weights computed it. */
    IN_FLIGHT,
    /** Between two decoding steps; the new weights recompute the KV cache of running answers. */
    IN_FLIGHT_RECOMPUTE
}
