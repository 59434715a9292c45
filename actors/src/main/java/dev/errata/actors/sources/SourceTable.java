package dev.errata.actors.sources;

import dev.errata.actors.passes.PartitionCursor;
import dev.errata.actors.passes.PartitionCursors;
import dev.errata.actors.passes.PassPlan;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sources of which this actor has partitions, with their newest settings. */
public final class SourceTable implements AutoCloseable {

    private final Topics topics;
    private final FollowedSettings settings;
    private final int answersUnlessSet;
    private final MisnamedTopics misnamed;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    /** Sources that have read ahead as much as they may, until half of it is taken. */
    private final Set<String> full = new HashSet<>();

    /**
     * No sources yet.
     *
     * @param settings closed by {@link #close()}
     * @param answersUnlessSet answers per question of a source whose settings have none
     */
    public SourceTable(Topics topics, FollowedSettings settings, int answersUnlessSet) {
        this.topics = topics;
        this.settings = settings;
        this.answersUnlessSet = answersUnlessSet;
        this.misnamed = new MisnamedTopics(topics);
    }

    /** Reads changed settings and applies them to the assigned partitions. */
    public void follow(PartitionCursors cursors) {
        settings.read();
        misnamed.note(cursors.topics());
        Map<String, List<PartitionCursor>> assigned = new LinkedHashMap<>();
        for (PartitionCursor cursor : cursors.all()) {
            String topic = cursor.partition().topic();
            assigned.computeIfAbsent(topic, first -> new ArrayList<>()).add(cursor);
        }
        sources.keySet()
                .retainAll(assigned.keySet().stream().map(topics::sourceOf).toList());
        assigned.forEach((topic, partitions) -> {
            String name = topics.sourceOf(topic);
            SourceSettings wanted = settings.of(name);
            Source source = sources.computeIfAbsent(name, unknown -> new Source(unknown, wanted, answersUnlessSet));
            source.follow(wanted);
            source.assign(partitions);
            int count = wanted.getLimit() == null ? 1 : cursors.partitions(topic);
            partitions.forEach(cursor -> cursor.follow(PassPlan.of(wanted, cursor.partition(), count)));
        });
    }

    /** Number of topics that look like sources and are never asked because of their names. */
    public int misnamed() {
        return misnamed.count();
    }

    /** The sources. */
    public Collection<Source> all() {
        return sources.values();
    }

    /** Whether a partition of a source may fetch: it is not paused, and few enough of its records are in memory. */
    public boolean mayFetch(String name, int most) {
        Source source = sources.get(name);
        if (source == null || source.settings().getPaused()) {
            return false;
        }
        int buffered = source.buffered();
        if (buffered >= most) {
            full.add(name);
        } else if (buffered <= most / 2) {
            full.remove(name);
        }
        return !full.contains(name);
    }

    /** Ends a waiting {@link #follow}; may be called from any thread. */
    public void wakeup() {
        settings.wakeup();
    }

    @Override
    public void close() {
        settings.close();
    }
}
