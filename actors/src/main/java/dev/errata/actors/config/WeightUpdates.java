package dev.errata.actors.config;

/** When an actor takes newer weights. */
public enum WeightUpdates {
    /** Once the batch under way has ended: every answer is of one version. */
    BETWEEN_BATCHES,
    /** Between two decoding steps; what running answers have read stays as the old weights read it. */
    IN_FLIGHT,
    /** Between two decoding steps; what running answers have behind them is read again by the new weights. */
    IN_FLIGHT_RECOMPUTE
}
