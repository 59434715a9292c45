package dev.errata.policy.sampling;

/** What becomes of the keys and values of running sequences when new weights arrive. */
public enum CacheAfterUpdate {
    /** They stay as the old weights made them: cheapest, and what PipelineRL (arXiv:2509.19128) does. */
    KEEP,
    /** They are made again by the new weights. */
    RECOMPUTE
}
