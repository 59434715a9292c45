package dev.errata.learner.publishing;

import dev.errata.schemas.PolicyUpdate;
import java.util.Map;
import java.util.Optional;

/** Sends an outbox to the log in one transaction. */
public interface Announcer extends AutoCloseable {

    /**
     * The last announcement of the newest version in the log, with the number of settlements since. Earlier
     * announcements under way are ended first.
     */
    Optional<PolicyUpdate> newest();

    /**
     * Sends everything in the outbox and the group's offsets in one transaction.
     *
     * @param offsets next offset of every partition of scored-rollouts; only makes the learner's lag visible
     */
    void announce(Outbox outbox, Map<Integer, Long> offsets);

    /**
     * Commits the learner's offsets, without announcing anything. The offsets only show the group's lag; a restart
     * continues at the checkpoint's offsets.
     */
    void showProgress(Map<Integer, Long> offsets);

    @Override
    void close();
}
