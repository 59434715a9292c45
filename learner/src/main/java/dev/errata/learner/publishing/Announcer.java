package dev.errata.learner.publishing;

import dev.errata.schemas.PolicyUpdate;
import java.util.Map;
import java.util.Optional;

/** Sends an outbox to the log, all of it or nothing. */
public interface Announcer extends AutoCloseable {

    /**
     * The newest version that the log announces, as it was announced last: with the number of settlements since. Earlier
     * announcements still under way are dealt with first.
     */
    Optional<PolicyUpdate> newest();

    /**
     * Sends everything in the outbox and the group's offsets in one transaction.
     *
     * @param offsets next offset of every partition of scored-rollouts; they make the learner's lag visible, no more
     */
    void announce(Outbox outbox, Map<Integer, Long> offsets);

    /**
     * Makes it visible how far the learner has read, without announcing anything: a group's offsets, for whoever measures
     * its lag. Where a restart goes on is the checkpoint's to say.
     */
    void showProgress(Map<Integer, Long> offsets);

    @Override
    void close();
}
