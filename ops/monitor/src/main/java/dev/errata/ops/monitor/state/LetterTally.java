package dev.errata.ops.monitor.state;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.topics.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts dead letters by topic and reason. Memory is bounded whatever the topics are. Not thread-safe. */
final class LetterTally {

    /** Letters of topics and reasons beyond this many are counted together. */
    static final int MOST_KINDS = 1_000;

    private static final Kind MORE = new Kind("(more topics)", "", "(more reasons)");

    private final Topics topics;
    private final Map<Kind, Long> counts = new LinkedHashMap<>();

    LetterTally(Topics topics) {
        this.topics = topics;
    }

    void add(DeadLetter letter) {
        String topic = letter.getTopic();
        boolean asked = topics.questionTopics().matcher(topic).matches();
        Kind kind = new Kind(
                topic, asked ? topics.sourceOf(topic) : "", letter.getReason().name());
        counts.merge(counts.containsKey(kind) || counts.size() < MOST_KINDS ? kind : MORE, 1L, Long::sum);
    }

    /** All counts. */
    List<LetterCount> counts() {
        return counts.entrySet().stream()
                .map(entry -> new LetterCount(
                        entry.getKey().topic(),
                        entry.getKey().source(),
                        entry.getKey().reason(),
                        entry.getValue()))
                .toList();
    }

    /** The counts of each source, by reason. */
    Map<String, Map<String, Long>> bySource() {
        Map<String, Map<String, Long>> bySource = new LinkedHashMap<>();
        counts.forEach((kind, count) -> {
            if (!kind.source().isEmpty()) {
                bySource.computeIfAbsent(kind.source(), key -> new TreeMap<>()).put(kind.reason(), count);
            }
        });
        return bySource;
    }

    /** Letters of one topic and reason. */
    private record Kind(String topic, String source, String reason) {}
}
