package dev.errata.tasks.arithmetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes questions as JSON lines with the fields of the event {@code Question}. */
public final class QuestionLines {

    /** The task and the source that arithmetic questions name. */
    public static final String TASK = "arithmetic";

    private static final ObjectMapper JSON = new ObjectMapper();

    private QuestionLines() {}

    /**
     * One line per question; ids are {@code <set>-00000} and so on.
     *
     * @param set name of the set
     * @param form how the questions are written
     */
    public static List<String> of(String set, Difficulty difficulty, Form form, List<ArithmeticQuestion> questions) {
        List<String> lines = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            String id = String.format(Locale.ROOT, "%s-%05d", set, i);
            lines.add(line(id, difficulty, form, questions.get(i)));
        }
        return lines;
    }

    /** One question as one line of JSON. */
    private static String line(String id, Difficulty difficulty, Form form, ArithmeticQuestion question) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", id)
                .put("source", TASK)
                .put("text", form.write(question.terms()))
                .put("gold", Integer.toString(question.answer()))
                .put("reference", question.reference().text())
                .put("task", TASK)
                .put("ask", 0L);
        ObjectNode metadata = json.putObject("metadata").put("difficulty", difficulty.name());
        if (form != Form.PLAIN) {
            metadata.put("form", form.toString());
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException("question " + id + " cannot be written as JSON", e);
        }
    }
}
