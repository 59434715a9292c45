package dev.errata.schemas.questions;

import dev.errata.schemas.SourceSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plain JSON question may leave out, and under which names it has its fields.
 *
 * @param source the source of a question whose JSON names none
 * @param id the id of a question without one, for example the key of its record; null for a hash of the text
 * @param task the task of a question without one; null for the default of the event Question
 * @param fields name in the JSON of each field of a question that has another name there: {@code text -> prompt}. A
 *     name with points leads into nested objects: {@code payload.after.prompt}
 */
public record QuestionDefaults(String source, @Nullable String id, @Nullable String task, Map<String, String> fields) {

    public QuestionDefaults {
        fields = Map.copyOf(fields);
    }

    /** The defaults of a source that says nothing else. */
    public static QuestionDefaults of(String source) {
        return new QuestionDefaults(source, null, null, Map.of());
    }

    /** What the settings of a source say of its JSON. */
    public static QuestionDefaults of(SourceSettings settings) {
        return new QuestionDefaults(settings.getSource(), null, settings.getTask(), settings.getFields());
    }

    /** The same with the id of a question without one. */
    public QuestionDefaults withId(@Nullable String other) {
        return new QuestionDefaults(source, other, task, fields);
    }

    /** The same with the task of a question without one. */
    public QuestionDefaults withTask(@Nullable String other) {
        return new QuestionDefaults(source, id, other, fields);
    }

    /** The same with the names of fields. */
    public QuestionDefaults withFields(Map<String, String> others) {
        return new QuestionDefaults(source, id, task, others);
    }
}
