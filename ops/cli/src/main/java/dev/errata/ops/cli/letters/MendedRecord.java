package dev.errata.ops.cli.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.schemas.topics.DeadLetters.Place;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file to be sent again: a place, and the record that shall stand for the one at that place.
 *
 * @param line number of the line, from 1
 * @param place the record that was set aside
 * @param key key of the new record; null for the id of its question
 * @param record the new record: a JSON object, or a text that is one
 */
record MendedRecord(long line, Place place, @Nullable String key, JsonNode record) {

    private static final Pattern PLACE = Pattern.compile("(?<topic>[^/]+)/(?<partition>\\d{1,9})/(?<offset>\\d{1,18})");

    /**
     * Reads one line.
     *
     * @throws RefusedRecordException if it is not what {@code errata dead-letters export} writes
     */
    static MendedRecord read(long line, String text) {
        JsonNode json;
        try {
            json = RecordContents.JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw refused(line, "This is not JSON (" + malformed.getOriginalMessage() + "): give one object a line.");
        }
        Matcher place = PLACE.matcher(json.path("place").asText());
        if (!place.matches()) {
            throw refused(line, "There is no place: give \"place\": \"<topic>/<partition>/<offset>\" as exported.");
        }
        if (json.has("record_base64")) {
            throw refused(
                    line,
                    place.group() + ": The record is binary, not a question: give the question as \"record\" instead "
                            + "of \"record_base64\".");
        }
        if (!json.hasNonNull("record")) {
            throw refused(line, place.group() + ": There is no record: give the mended question as \"record\".");
        }
        return new MendedRecord(
                line,
                new Place(
                        place.group("topic"),
                        Integer.parseInt(place.group("partition")),
                        Long.parseLong(place.group("offset"))),
                json.hasNonNull("key") ? json.get("key").asText() : null,
                json.get("record"));
    }

    /** The record as it is written to its topic. */
    byte[] value() {
        String text = record.isTextual() ? record.textValue() : record.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this is what the letter was about. */
    boolean isUnchanged(RecordContent original) {
        return record.equals(original.json());
    }

    RefusedRecordException refused(String why) {
        return refused(line, place + ": " + why);
    }

    private static RefusedRecordException refused(long line, String why) {
        return new RefusedRecordException("line " + line + ": " + why);
    }
}
