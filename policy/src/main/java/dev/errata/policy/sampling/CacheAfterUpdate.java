package dev.errata.policy.sampling;

/** The treatment of running sequences' keys and values when new weights arrive. */
public enum CacheAfterUpdate {
    /** They stay as the old weights computed them, as in PipelineRL (arXiv:2509.19128); cheapest. */
    KEEP,
    /** They are recomputed under the new weights. */
    RECOMPUTE
}
