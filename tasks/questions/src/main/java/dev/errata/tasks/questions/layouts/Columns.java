package dev.errata.tasks.questions.layouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.questions.JsonText;
import dev.errata.schemas.questions.Metadata;
import dev.errata.schemas.questions.UnreadableQuestionException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of one record by the names of its layout, and which of them the layout has used. */
public final class Columns {

    private final ObjectNode record;
    private final String file;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /**
     * The columns of a record.
     *
     * @param file name of the file
     * @param map name in the file of each column, or of each field of a question, that has another name there
     * @param columnsOf the columns that hold a field of a question, by the field's name
     */
    public Columns(ObjectNode record, String file, Map<String, String> map, Map<String, List<String>> columnsOf) {
        this.record = record;
        this.file = file;
        map.forEach((name, other) ->
                columnsOf.getOrDefault(name, List.of(name)).forEach(column -> names.put(column, other)));
    }

    /** The record itself. */
    ObjectNode record() {
        return record;
    }

    /** Name of the file. */
    String file() {
        return file;
    }

    /** Whether a column is there and has a value. */
    boolean has(String column) {
        return value(column) != null;
    }

    /** Whether a column has another name in the file. */
    boolean isMapped(String column) {
        return names.containsKey(column);
    }

    /** The value of a column, or null. */
    @Nullable
    JsonNode value(String column) {
        String name = names.getOrDefault(column, column);
        JsonNode value = record.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        used.add(name);
        return value;
    }

    /** A text or a number that must be there, as plain text. */
    String text(String column) {
        String text = textOrNull(column);
        if (text == null) {
            throw unusable("The field '" + names.getOrDefault(column, column)
                    + "' is missing, blank, or neither text nor a number.");
        }
        return text;
    }

    /** A text or a number as plain text; null where there is none, or a blank one. */
    @Nullable
    String textOrNull(String column) {
        JsonNode value = value(column);
        if (value == null || !value.isValueNode()) {
            return null;
        }
        String text = JsonText.of(value);
        return text.isBlank() ? null : text;
    }

    /** The columns that were not used, as text. */
    Map<String, String> rest() {
        Metadata rest = new Metadata();
        record.properties().stream()
                .filter(field -> !used.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> rest.add(field.getKey(), JsonText.of(field.getValue())));
        return rest.entries();
    }

    /** A record that is not a question, with the sentence that says why. */
    static UnreadableQuestionException unusable(String why) {
        return new UnreadableQuestionException(DeadLetterReason.WRONG_SCHEMA, why);
    }
}
