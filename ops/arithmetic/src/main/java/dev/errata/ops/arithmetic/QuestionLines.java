package dev.errata.ops.arithmetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes questions as JSON lines with the fields of the event {@code Question}. */
public final class QuestionLines {

    /** The task and the source that arithmetic questions name. */
    public static final String TASK = "arithmetic";

    private static final ObjectMapper JSON = new ObjectMapper();

    private QuestionLines() {}

    /** Writes one line per question; ids are {@code <split>-00000} and so on. */
    public static void write(Path file, Split split, Difficulty difficulty, List<ArithmeticQuestion> questions)
            throws IOException {
        String name = split.name().toLowerCase(Locale.ROOT).replace('_', '-');
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < questions.size(); i++) {
            String id = String.format(Locale.ROOT, "%s-%05d", name, i);
            lines.append(line(id, difficulty, questions.get(i))).append('\n');
        }
        Files.writeString(file, lines);
    }

    /** One question as one line of JSON. */
    public static String line(String id, Difficulty difficulty, ArithmeticQuestion question) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", id)
                .put("source", TASK)
                .put("text", question.text())
                .put("gold", Integer.toString(question.answer()))
                .put("reference", question.reference().text())
                .put("task", TASK)
                .put("ask", 0L);
        json.putObject("metadata").put("difficulty", difficulty.name());
        try {
            return JSON.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException("question " + id + " cannot be written as JSON", e);
        }
    }
}
