package dev.errata.actors.sources;

import dev.errata.actors.passes.PartitionCursor;
import dev.errata.schemas.SourceSettings;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/** One source as this actor sees it: its settings, and the partitions assigned to the actor, which alternate. */
public final class Source {

    private final String name;
    private final int answersUnlessSet;
    private final Deque<PartitionCursor> partitions = new ArrayDeque<>();
    private SourceSettings settings;

    /**
     * A source without partitions.
     *
     * @param answersUnlessSet answers per question where the settings have none
     */
    public Source(String name, SourceSettings settings, int answersUnlessSet) {
        this.name = name;
        this.settings = settings;
        this.answersUnlessSet = answersUnlessSet;
    }

    /** Name of the source. */
    public String name() {
        return name;
    }

    /** Its settings. */
    public SourceSettings settings() {
        return settings;
    }

    /** Replaces the settings. */
    public void follow(SourceSettings wanted) {
        settings = wanted;
    }

    /** Replaces the partitions; those that stay keep their turns. */
    public void assign(Collection<PartitionCursor> assigned) {
        partitions.retainAll(assigned);
        for (PartitionCursor partition : assigned) {
            if (!partitions.contains(partition)) {
                partitions.add(partition);
            }
        }
    }

    /** Number of answers sampled for each of its questions. */
    public int answers() {
        Integer own = settings.getAnswersPerQuestion();
        return own == null ? answersUnlessSet : own;
    }

    /** Whether a record can be taken. */
    boolean hasRecord() {
        return !settings.getPaused() && partitions.stream().anyMatch(PartitionCursor::prepare);
    }

    /** Whether records are on their way, and none has arrived. */
    boolean isFetching() {
        return !settings.getPaused() && partitions.stream().anyMatch(PartitionCursor::isFetching);
    }

    /** The partition whose turn it is among those that have a record; it goes to the back. */
    public Optional<PartitionCursor> nextPartition() {
        for (int i = partitions.size(); i > 0; i--) {
            PartitionCursor partition = partitions.remove();
            partitions.add(partition);
            if (partition.prepare()) {
                return Optional.of(partition);
            }
        }
        return Optional.empty();
    }

    /** Number of records in memory that are not taken. */
    public int buffered() {
        return partitions.stream().mapToInt(PartitionCursor::buffered).sum();
    }
}
