package dev.errata.learner.batch;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.ScoredRollout;
import java.util.List;

/**
 * The result of admission: each collected record is in exactly one of the lists.
 *
 * @param rollouts to be trained on, in the order collected
 * @param rejected set aside with a typed reason
 * @param deadLetters records that could not be read
 */
public record Admitted(List<ScoredRollout> rollouts, List<RejectedRollout> rejected, List<DeadLetter> deadLetters) {}
