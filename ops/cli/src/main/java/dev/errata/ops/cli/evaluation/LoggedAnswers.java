package dev.errata.ops.cli.evaluation;

import dev.errata.evaluator.comparison.AnswerOutcome;
import dev.errata.evaluator.comparison.AnswerSet;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** The judged answers of measured versions, as they are on the log of a run. Not thread-safe. */
public final class LoggedAnswers {

    private final String benchmark;
    private final Map<String, Boolean> verdicts = new HashMap<>();
    private final Map<String, Map<EvaluationMode, AnswerSet>> versions = new HashMap<>();
    /** Versions in the order of their numbers. */
    private final TreeSet<String> measured =
            new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

    private LoggedAnswers(String benchmark, List<String> wanted) {
        this.benchmark = benchmark;
        wanted.forEach(version -> versions.put(version, new EnumMap<>(EvaluationMode.class)));
    }

    /**
     * Reads the answers of some versions up to the current end of the log.
     *
     * @return answers by version and mode
     * @throws CommandFailed if one of the versions was not measured
     */
    public static Map<String, Map<EvaluationMode, AnswerSet>> read(
            EventLog log, String benchmark, List<String> versions) {
        LoggedAnswers answers = new LoggedAnswers(benchmark, versions);
        try (LogReader reader = new LogReader(log)) {
            each(log, reader, log.topics().evaluationVerdicts(), answers::verdict);
            each(log, reader, log.topics().evaluationRollouts(), answers::rollout);
        }
        answers.versions.forEach((version, sets) -> {
            if (sets.isEmpty()) {
                throw new CommandFailed("The log has no answers of version " + version + " on the benchmark '"
                        + benchmark + "': choose from "
                        + (answers.measured.isEmpty() ? "other benchmarks" : String.join(", ", answers.measured))
                        + ".");
            }
        });
        return answers.versions;
    }

    private static <V extends SpecificRecord> void each(
            EventLog log, LogReader reader, Topic<V> topic, Consumer<V> visitor) {
        try (var values = log.serde(topic).deserializer()) {
            reader.read(reader.ends(List.of(topic.name())), record -> {
                V value;
                try {
                    value = values.deserialize(record.topic(), record.value());
                } catch (RuntimeException unreadable) {
                    return;
                }
                visitor.accept(value);
            });
        }
    }

    private void verdict(Verdict verdict) {
        if (versions.containsKey(version(verdict.getRolloutId()))) {
            verdicts.put(verdict.getRolloutId(), verdict.getCorrect());
        }
    }

    private void rollout(Rollout rollout) {
        String id = rollout.getRolloutId();
        String version = version(id);
        Map<EvaluationMode, AnswerSet> sets = versions.get(version);
        Boolean correct = verdicts.get(id);
        if (!version.isEmpty()) {
            measured.add(version);
        }
        if (sets != null && correct != null) {
            sets.computeIfAbsent(mode(id, version), mode -> new AnswerSet("version " + version))
                    .add(
                            rollout.getQuestion().getId(),
                            rollout.getQuestion().getText(),
                            new AnswerOutcome(rollout.getSampleIndex(), correct, rollout.getAnswerText()));
        }
    }

    /** The version in {@code evaluation/<benchmark>/<version>/<mode>/...}; empty for another benchmark. */
    private String version(String rolloutId) {
        String start = "evaluation/" + benchmark + "/";
        int end = rolloutId.startsWith(start) ? rolloutId.indexOf('/', start.length()) : -1;
        return end < 0 ? "" : rolloutId.substring(start.length(), end);
    }

    private EvaluationMode mode(String rolloutId, String version) {
        String sampled = "evaluation/" + benchmark + "/" + version + "/"
                + EvaluationMode.SAMPLED.name().toLowerCase(Locale.ROOT) + "/";
        return rolloutId.startsWith(sampled) ? EvaluationMode.SAMPLED : EvaluationMode.GREEDY;
    }
}
