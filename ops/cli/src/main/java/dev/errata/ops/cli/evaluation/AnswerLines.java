package dev.errata.ops.cli.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.comparison.AnswerOutcome;
import dev.errata.evaluator.comparison.AnswerSet;
import dev.errata.evaluator.measurement.AnswerArchive;
import dev.errata.evaluator.measurement.EvaluatedAnswer;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.rewardmodel.teachers.AppendedLines;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one policy to one benchmark: in memory, and in a file of JSON lines if one is given. The first line of
 * the file holds the settings, each further line one answer with its verdict. A measurement continues where an earlier
 * one with the same settings stopped. Not thread-safe.
 */
public final class AnswerLines implements AnswerArchive, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS = "settings";

    private final Map<EvaluationMode, List<EvaluatedAnswer>> answers = new EnumMap<>(EvaluationMode.class);
    private final Map<String, Question> questions;
    private final @Nullable AppendedLines file;
    private @Nullable JsonNode settings;

    private AnswerLines(MeasuredBenchmark benchmark, @Nullable Path path) {
        questions = benchmark.questions().stream().collect(Collectors.toMap(Question::getId, question -> question));
        file = path == null ? null : AppendedLines.open(path, line -> accept(line, path));
    }

    /** Answers in memory only. */
    public static AnswerLines inMemory(MeasuredBenchmark benchmark) {
        return new AnswerLines(benchmark, null);
    }

    /**
     * Answers in a file, new or of an earlier run; a last line that was not written to its end is dropped.
     *
     * @param settings everything that the answers depend on
     * @throws CommandFailed if the file was begun with other settings
     */
    public static AnswerLines open(Path path, MeasuredBenchmark benchmark, ObjectNode settings) {
        AnswerLines lines = new AnswerLines(benchmark, path);
        JsonNode earlier = lines.settings;
        if (earlier == null && lines.answers.isEmpty()) {
            lines.append(List.of(JSON.createObjectNode().set(SETTINGS, settings)));
        } else if (earlier == null || !earlier.toString().equals(settings.toString())) {
            lines.close();
            throw new CommandFailed(path + " was begun with other settings (" + differing(earlier, settings)
                    + "): give those, or another --out.");
        }
        return lines;
    }

    private static String differing(@Nullable JsonNode earlier, ObjectNode now) {
        if (earlier == null) {
            return "none are written in it";
        }
        return now.properties().stream()
                .filter(entry -> !entry.getValue()
                        .toString()
                        .equals(earlier.path(entry.getKey()).toString()))
                .map(entry -> entry.getKey() + " " + earlier.path(entry.getKey()) + ", now " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private void accept(JsonNode line, Path path) {
        if (line.has(SETTINGS)) {
            settings = line.get(SETTINGS);
            return;
        }
        Question question = questions.get(line.path("id").asText());
        if (question == null) {
            // Of a run with a larger --limit.
            return;
        }
        if (!question.getText().equals(line.path("question").asText())) {
            throw new CommandFailed(path + " holds an answer to another question with the id '" + question.getId()
                    + "': give another --out.");
        }
        remember(AnswerLine.read(line, question));
    }

    @Override
    public List<EvaluatedAnswer> earlier(EvaluationMode mode) {
        return List.copyOf(answers.getOrDefault(mode, List.of()));
    }

    @Override
    public void keep(List<EvaluatedAnswer> more) {
        append(more.stream().map(AnswerLine::write).toList());
        more.forEach(this::remember);
    }

    /** All answers of a mode as one side of a comparison. */
    public AnswerSet set(EvaluationMode mode, String name) {
        AnswerSet set = new AnswerSet(name);
        for (EvaluatedAnswer answer : earlier(mode)) {
            set.add(
                    answer.question().getId(),
                    answer.question().getText(),
                    new AnswerOutcome(answer.sample(), answer.correct(), answer.text()));
        }
        return set;
    }

    /** Number of answers of a mode that the limit of tokens cut. */
    public long cut(EvaluationMode mode) {
        return earlier(mode).stream().filter(answer -> !answer.ended()).count();
    }

    private void remember(EvaluatedAnswer answer) {
        answers.computeIfAbsent(answer.mode(), mode -> new ArrayList<>()).add(answer);
    }

    private void append(List<? extends JsonNode> lines) {
        if (file != null) {
            file.append(lines);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
