package dev.errata.ops.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts dead letters by topic and reason. Not thread-safe. */
public final class LetterCounts implements Consumer<Letter> {

    private final Map<Kind, Long> counts =
            new TreeMap<>(Comparator.comparing(Kind::topic).thenComparing(Kind::reason));

    /** Letters of one topic and reason. */
    private record Kind(String topic, String source, String reason) {}

    @Override
    public void accept(Letter letter) {
        Kind kind = new Kind(
                letter.place().topic(),
                letter.source(),
                letter.content().getReason().name());
        counts.merge(kind, 1L, Long::sum);
    }

    /** How many letters there are. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A line with the total, and one for each topic and reason. */
    public List<String> lines() {
        long total = total();
        List<String> lines = new ArrayList<>();
        lines.add(total == 1 ? "1 dead letter" : String.format(Locale.ROOT, "%,d dead letters", total));
        int width = counts.keySet().stream()
                .mapToInt(kind -> kind.topic().length())
                .max()
                .orElse(0);
        counts.forEach((kind, count) -> lines.add(String.format(
                Locale.ROOT, "  %-" + Math.max(1, width) + "s  %-20s  %,d", kind.topic(), kind.reason(), count)));
        return lines;
    }

    /** The same as one JSON object. */
    public ObjectNode json() {
        ObjectNode json = RecordContents.JSON.createObjectNode().put("dead_letters", total());
        var all = json.putArray("counts");
        counts.forEach((kind, count) -> all.addObject()
                .put("topic", kind.topic())
                .put("source", kind.source())
                .put("reason", kind.reason())
                .put("count", count));
        return json;
    }
}
