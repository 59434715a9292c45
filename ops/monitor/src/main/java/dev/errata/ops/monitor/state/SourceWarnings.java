package dev.errata.ops.monitor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Says what is wrong with topics and settings of sources, and what to do. Not thread-safe. */
final class SourceWarnings {

    /** Sentences of each kind; the others are counted. */
    static final int MOST = 5;

    private SortedSet<String> misnamed = new TreeSet<>();

    /** The topics that have a name that no source can have. */
    void misnamed(SortedSet<String> topics) {
        misnamed = topics;
    }

    /** The sentences. */
    List<String> of(Map<String, SourceActivity> sources) {
        List<String> warnings = new ArrayList<>();
        add(
                warnings,
                misnamed.stream()
                        .map(topic -> AnswerViews.cut(topic)
                                + ": a source's name has 1 to 63 characters of a-z, 0-9, '-' and '_'; its questions are"
                                + " not asked. Send them to a topic questions.<source> with such a name.")
                        .toList(),
                "topics have names that no source can have");
        add(
                warnings,
                sources.entrySet().stream()
                        .filter(entry -> !entry.getValue().problem().isEmpty())
                        .map(entry -> "The newest settings of source " + AnswerViews.cut(entry.getKey())
                                + " are not followed. " + entry.getValue().problem()
                                + " Correct them with 'errata sources set'.")
                        .toList(),
                "sources have settings that are not followed");
        return warnings;
    }

    private static void add(List<String> warnings, List<String> sentences, String others) {
        warnings.addAll(sentences.subList(0, Math.min(MOST, sentences.size())));
        if (sentences.size() > MOST) {
            warnings.add((sentences.size() - MOST) + " more " + others + ".");
        }
    }
}
