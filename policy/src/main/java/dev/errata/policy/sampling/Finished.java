package dev.errata.policy.sampling;

import java.util.List;

/**
 * A completion that has ended.
 *
 * @param ticket what {@link ContinuousBatch#submit} gave for its request
 * @param completion what was sampled
 * @param spans which version sampled which tokens, in order, the first from 0 on
 */
public record Finished(int ticket, Completion completion, List<VersionSpan> spans) {}
