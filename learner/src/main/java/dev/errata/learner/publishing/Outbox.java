package dev.errata.learner.publishing;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectedRollout;
import java.util.List;

/**
 * The records that a publication or settlement sends to the log in one transaction. It is in the checkpoint before it
 * is sent, so that a crash in between loses nothing.
 *
 * @param steps updates since the version before
 * @param rejected rollouts set aside since the outbox before
 * @param deadLetters records that could not be read, since then
 * @param update the new version, or the newest version again with the number of the settlement
 */
public record Outbox(
        List<LearnerStep> steps, List<RejectedRollout> rejected, List<DeadLetter> deadLetters, PolicyUpdate update) {}
