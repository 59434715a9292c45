package dev.errata.learner.fakes;

import dev.errata.learner.publishing.Announcer;
import dev.errata.learner.publishing.Outbox;
import dev.errata.schemas.PolicyUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The announced part of a log, in memory; {@link #connect} gives a learner's own connection to it. */
public final class MemoryAnnouncer {

    private final List<Outbox> committed = new ArrayList<>();
    private final Map<Integer, Long> groupOffsets = new TreeMap<>();
    private final Map<Integer, Long> toldTo = new TreeMap<>();

    public List<Outbox> committed() {
        return committed;
    }

    public Map<Integer, Long> groupOffsets() {
        return groupOffsets;
    }

    /** The offsets that came with the newest outbox. */
    public Map<Integer, Long> toldTo() {
        return toldTo;
    }

    public Announcer connect(CrashPlan plan) {
        return new Announcer() {
            @Override
            public Optional<PolicyUpdate> newest() {
                return committed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(committed.get(committed.size() - 1).update());
            }

            @Override
            public void announce(Outbox outbox, Map<Integer, Long> offsets) {
                plan.pass("before the transaction");
                committed.add(outbox);
                toldTo.putAll(offsets);
                groupOffsets.putAll(offsets);
                plan.pass("after the transaction");
            }

            @Override
            public void showProgress(Map<Integer, Long> offsets) {
                groupOffsets.putAll(offsets);
                plan.pass("after progress was shown");
            }

            @Override
            public void close() {}
        };
    }
}
