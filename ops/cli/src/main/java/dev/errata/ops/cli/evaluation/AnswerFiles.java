package dev.errata.ops.cli.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.evaluator.comparison.AnswerOutcome;
import dev.errata.evaluator.comparison.AnswerSet;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.EvaluationMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Reads files of judged answers: those of {@code errata evaluate}, or any JSON lines with id and verdict. */
public final class AnswerFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerFiles() {}

    /**
     * The answers of a file by mode. A line needs {@code id} and {@code correct}; {@code mode}, {@code sample},
     * {@code question} and {@code text} may be missing. A line with {@code settings} is skipped.
     *
     * @throws CommandFailed if the file cannot be read, has a line that is not an answer, or has one twice
     */
    public static Map<EvaluationMode, AnswerSet> read(Path file) {
        Map<EvaluationMode, AnswerSet> sets = new EnumMap<>(EvaluationMode.class);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(parse(line, file + ":" + number), file, number, sets);
                }
            }
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    "Cannot read " + file + ": give a file that 'errata evaluate --out' wrote.", unreadable);
        }
        if (sets.isEmpty()) {
            throw new CommandFailed("There are no answers in " + file + ".");
        }
        return sets;
    }

    private static JsonNode parse(String line, String where) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.has("settings")
                    || (json.path("id").isValueNode() && json.path("correct").isBoolean())) {
                return json;
            }
        } catch (IOException notJson) {
            throw new CommandFailed(where + ": This is not JSON: remove the line.", notJson);
        }
        throw new CommandFailed(where + ": An answer needs 'id' and 'correct', which is true or false.");
    }

    private static void add(JsonNode line, Path file, long number, Map<EvaluationMode, AnswerSet> sets) {
        if (line.has("settings")) {
            return;
        }
        AnswerSet set =
                sets.computeIfAbsent(AnswerLine.mode(line), mode -> new AnswerSet(String.valueOf(file.getFileName())));
        int sample = line.path("sample").asInt();
        if (sample < 0) {
            throw new CommandFailed(file + ":" + number + ": The field 'sample' is below 0: count from 0.");
        }
        boolean added = set.add(
                line.path("id").asText(),
                line.path("question").asText(),
                new AnswerOutcome(
                        sample,
                        line.path("correct").asBoolean(),
                        line.path("text").asText()));
        if (!added) {
            throw new CommandFailed(file + ":" + number + ": The question '"
                    + line.path("id").asText() + "' has sample " + sample
                    + " twice: number several answers to a question with 'sample', from 0.");
        }
    }
}
