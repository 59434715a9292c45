package dev.errata.learner.batch;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.ScoredRollout;
import java.util.List;

/**
 * What became of the records collected: every one is in exactly one of the lists.
 *
 * @param rollouts to be trained on, in the order collected
 * @param rejected set aside with a typed reason
 * @param deadLetters records that nobody could read
 */
public record Admitted(List<ScoredRollout> rollouts, List<RejectedRollout> rejected, List<DeadLetter> deadLetters) {}
