package dev.errata.ops.cli.sources;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** Reads from the log what became of every source of a run. */
public final class SourceListing {

    /** The share of a source is that among about this many of the newest rollouts. */
    private static final long NEWEST = 10_000;

    private final EventLog log;
    private final Topics topics;
    private final Map<String, Long> rollouts = new HashMap<>();
    private final Map<String, Long> deadLetters = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();
    private final Map<TopicPartition, Long> passesDone = new HashMap<>();

    /** The listing of a log's sources; read once. */
    public SourceListing(EventLog log) {
        this.log = log;
        this.topics = log.topics();
    }

    /**
     * The sources, by name.
     *
     * @param settings the settings of sources that have their own
     */
    public List<SourceStatus> read(Map<String, SourceSettings> settings) {
        try (LogReader reader = new LogReader(log)) {
            Map<TopicPartition, Long> questions = questions(reader);
            readAsked(reader);
            readNewest(reader);
            reader.read(reader.ends(List.of(topics.deadLetters().name())), record -> count(record, deadLetters));
            SortedSet<String> sources = new TreeSet<>(settings.keySet());
            Set<String> existing =
                    questions.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
            existing.forEach(topic -> sources.add(topics.sourceOf(topic)));
            List<SourceStatus> all = new ArrayList<>();
            for (String source : sources) {
                SourceSettings own = settings.get(source);
                all.add(status(own == null ? Sources.defaults(source) : own, questions));
            }
            return all;
        }
    }

    /** Topics that look like those of sources but have names that no source can have. */
    public List<String> misnamed() {
        try (LogReader reader = new LogReader(log)) {
            return reader.topics().stream()
                    .filter(topics::isMisnamedSource)
                    .sorted()
                    .toList();
        }
    }

    private SourceStatus status(SourceSettings settings, Map<TopicPartition, Long> questions) {
        String topic = topics.questions(settings.getSource()).name();
        Map<TopicPartition, Long> own = new HashMap<>(questions);
        own.keySet().removeIf(partition -> !partition.topic().equals(topic));
        long done = own.entrySet().stream()
                .filter(partition -> partition.getValue() > 0)
                .mapToLong(partition -> passesDone.getOrDefault(partition.getKey(), 0L))
                .min()
                .orElse(0);
        long sampled = rollouts.getOrDefault(topic, 0L);
        long all = rollouts.values().stream().mapToLong(Long::longValue).sum();
        return new SourceStatus(
                settings,
                !own.isEmpty(),
                own.values().stream().mapToLong(Long::longValue).sum(),
                asked.getOrDefault(topic, 0L),
                done,
                sampled,
                all == 0 ? 0 : (double) sampled / all,
                deadLetters.getOrDefault(topic, 0L));
    }

    /** Records of every partition of the question topics. */
    private Map<TopicPartition, Long> questions(LogReader reader) {
        Set<String> names = reader.topics().stream()
                .filter(topic -> topics.questionTopics().matcher(topic).matches())
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> begins = reader.begins(names);
        Map<TopicPartition, Long> counts = new HashMap<>(reader.ends(names));
        counts.replaceAll((partition, end) -> end - begins.getOrDefault(partition, 0L));
        return counts;
    }

    private void readAsked(LogReader reader) {
        Topic<AskedQuestions> topic = topics.askedQuestions();
        try (var values = log.serde(topic).deserializer()) {
            reader.read(reader.ends(List.of(topic.name())), record -> {
                AskedQuestions batch;
                try {
                    batch = values.deserialize(topic.name(), record.value());
                } catch (SerializationException leftToTheAudit) {
                    return;
                }
                asked.merge(batch.getTopic(), (long) batch.getAsked().size(), Long::sum);
                passesDone.put(
                        new TopicPartition(batch.getTopic(), batch.getPartition()),
                        batch.getPass() + (batch.getEndsPass() ? 1 : 0));
            });
        }
    }

    private void readNewest(LogReader reader) {
        List<String> name = List.of(topics.rollouts().name());
        Map<TopicPartition, Long> ends = reader.ends(name);
        Map<TopicPartition, Long> from = new HashMap<>(reader.begins(name));
        long each = NEWEST / Math.max(1, ends.size());
        from.replaceAll((partition, begin) -> Math.max(begin, ends.getOrDefault(partition, begin) - each));
        reader.read(from, ends, record -> count(record, rollouts));
    }

    /** Counts a record whose key begins with a questions topic and a slash. */
    private static void count(ConsumerRecord<String, byte[]> record, Map<String, Long> byTopic) {
        int slash = record.key() == null ? -1 : record.key().indexOf('/');
        if (slash > 0) {
            byTopic.merge(record.key().substring(0, slash), 1L, Long::sum);
        }
    }
}
