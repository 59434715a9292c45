package dev.errata.learner.fakes;

import dev.errata.learner.publishing.Announcer;
import dev.errata.learner.publishing.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The announced part of a log, in memory; {@link #connect} gives a learner's own connection to it. */
public final class MemoryAnnouncer {

    private final List<Outbox> committed = new ArrayList<>();
    private final Map<Integer, Long> groupOffsets = new TreeMap<>();

    public List<Outbox> committed() {
        return committed;
    }

    public Map<Integer, Long> groupOffsets() {
        return groupOffsets;
    }

    public Announcer connect(CrashPlan plan) {
        return new Announcer() {
            @Override
            public OptionalLong newestVersion() {
                return committed.stream()
                        .mapToLong(outbox -> outbox.update().getVersion())
                        .max();
            }

            @Override
            public void announce(Outbox outbox, Map<Integer, Long> offsets) {
                plan.pass("before the transaction");
                committed.add(outbox);
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
