package dev.errata.ops.monitor.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much was read from each topic and when its newest record was written. Not thread-safe. */
final class TopicActivity {

    /** Sources beyond this many are counted together: their number is the users' choice, memory is ours. */
    static final int MAX_TOPICS = 64;

    private static final String MORE = "(more topics)";

    private final Map<String, Seen> topics = new LinkedHashMap<>();

    /** Makes a topic show up although nothing was read from it yet. */
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

    /** Records read of a topic. */
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

    /** One line per topic. */
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
     * A topic's line.
     *
     * @param name the topic, without the run's prefix
     * @param records records read by this monitor
     * @param unreadable those that could not be read
     * @param why what was wrong with the newest of these; empty where there is none
     * @param ageSeconds seconds since its newest record was written; null where there is none
     */
    public record TopicView(String name, long records, long unreadable, String why, @Nullable Double ageSeconds) {}

    /** What is known of one topic. */
    private static final class Seen {
        private long records;
        private long unreadable;
        private long lastAt;
        private String why = "";
    }
}
