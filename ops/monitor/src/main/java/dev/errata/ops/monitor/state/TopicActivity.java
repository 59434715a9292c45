package dev.errata.ops.monitor.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the records read from each topic, with the time of the newest. Not thread-safe. */
final class TopicActivity {

    /** Topics beyond this many are counted together: users choose the number of sources, and memory is bounded. */
    static final int MAX_TOPICS = 64;

    private static final String MORE = "(more topics)";

    private final Map<String, Seen> topics = new LinkedHashMap<>();

    /** Shows a topic before its first record. */
    void expect(String topic) {
        seen(topic);
    }

    /** Counts a record, written at a time in milliseconds since the epoch. */
    void record(String topic, long at) {
        Seen seen = seen(topic);
        seen.records++;
        seen.lastAt = Math.max(seen.lastAt, at);
    }

    /** Counts a record that could not be read. */
    void unreadable(String topic, long at, String why) {
        record(topic, at);
        Seen seen = seen(topic);
        seen.unreadable++;
        seen.why = why;
    }

    /** Number of records read from a topic. */
    long records(String topic) {
        Seen seen = topics.get(topic);
        return seen == null ? 0 : seen.records;
    }

    /** When the newest record of a topic was written, milliseconds since the epoch; null where none was read. */
    @Nullable
    Long lastAt(String topic) {
        Seen seen = topics.get(topic);
        return seen == null || seen.records == 0 ? null : seen.lastAt;
    }

    /** The activity of each topic. */
    List<TopicView> views(long now) {
        List<TopicView> views = new ArrayList<>();
        topics.forEach((name, seen) -> {
            Double age = seen.records == 0 ? null : Math.max(0, now - seen.lastAt) / 1000.0;
            views.add(new TopicView(name, seen.records, seen.unreadable, seen.why, age));
        });
        return views;
    }

    private Seen seen(String topic) {
        String name = topics.containsKey(topic) || topics.size() < MAX_TOPICS ? topic : MORE;
        return topics.computeIfAbsent(name, key -> new Seen());
    }

    /**
     * The activity of one topic.
     *
     * @param name the topic, without the run's prefix
     * @param records records read by this monitor
     * @param unreadable those that could not be read
     * @param why defect of the newest unreadable record; empty without one
     * @param ageSeconds seconds since its newest record was written; null where there is none
     */
    public record TopicView(String name, long records, long unreadable, String why, @Nullable Double ageSeconds) {}

    /** The counts of one topic. */
    private static final class Seen {
        private long records;
        private long unreadable;
        private long lastAt;
        private String why = "";
    }
}
