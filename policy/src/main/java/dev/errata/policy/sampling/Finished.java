package dev.errata.policy.sampling;

import java.util.List;

/**
 * A completion that has ended.
 *
 * @param ticket the ticket that {@link ContinuousBatch#submit} returned
 * @param completion the sampled tokens
 * @param spans the version that sampled each run of tokens, in order, from token 0
 */
public record Finished(int ticket, Completion completion, List<VersionSpan> spans) {}
