package dev.errata.rewardmodel.teachers.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.teachers.AppendedLines;
import dev.errata.schemas.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sampled answers, one JSON object per line, after a first line with the sampling settings. Sampling continues
 * where an earlier run ended. Not thread-safe.
 */
public final class AnswerFile implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS = "settings";

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, Map<Integer, GivenAnswer>> answers = new LinkedHashMap<>();
    private final AppendedLines lines;
    private @Nullable JsonNode settings;

    /**
     * Opens a file, new or of an earlier run.
     *
     * @param questions all questions, each with an id of its own
     * @param settings everything that the answers depend on
     * @throws IllegalArgumentException if the file was begun with other settings, or two questions share an id
     */
    public AnswerFile(Path file, List<Question> questions, ObjectNode settings) {
        for (Question question : questions) {
            if (this.questions.put(question.getId(), question) != null) {
                throw new IllegalArgumentException("Two questions have the id '" + question.getId()
                        + "': give each an id of its own, by which its answers are kept.");
            }
        }
        lines = AppendedLines.open(file, this::accept);
        if (this.settings == null) {
            lines.append(List.of(JSON.createObjectNode().set(SETTINGS, settings)));
        } else if (!this.settings.toString().equals(settings.toString())) {
            lines.close();
            throw new IllegalArgumentException(file + " was begun with other settings (" + this.settings + ", now "
                    + settings + "): give those, or another --out.");
        }
    }

    private void accept(JsonNode line) {
        if (line.has(SETTINGS)) {
            settings = line.get(SETTINGS);
            return;
        }
        Question question = questions.get(line.path("id").asText());
        if (question != null) {
            keep(new GivenAnswer(
                    question,
                    line.path("sample").asInt(),
                    line.path("answer").asText(),
                    line.path("whole").asBoolean()));
        }
    }

    private boolean keep(GivenAnswer answer) {
        return answers.computeIfAbsent(answer.question().getId(), id -> new LinkedHashMap<>())
                        .putIfAbsent(answer.sample(), answer)
                == null;
    }

    /** The questions that still lack answers. */
    public List<Question> unanswered(int perQuestion) {
        return questions.values().stream()
                .filter(question ->
                        answers.getOrDefault(question.getId(), Map.of()).size() < perQuestion)
                .toList();
    }

    /** Adds answers and waits until they are on disk; answers that the file holds already are skipped. */
    public void add(List<GivenAnswer> given) {
        lines.append(given.stream()
                .filter(this::keep)
                .map(answer -> JSON.createObjectNode()
                        .put("id", answer.question().getId())
                        .put("sample", answer.sample())
                        .put("answer", answer.text())
                        .put("whole", answer.whole()))
                .toList());
    }

    /** All answers, in the order of the questions. */
    public List<GivenAnswer> answers() {
        List<GivenAnswer> all = new ArrayList<>();
        questions
                .keySet()
                .forEach(id -> all.addAll(answers.getOrDefault(id, Map.of()).values()));
        return all;
    }

    @Override
    public void close() {
        lines.close();
    }
}
