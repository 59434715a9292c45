package dev.errata.tasks.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.tasks.questions.records.FilePlace;
import java.util.Optional;

/**
 * A record of a question file that was not taken.
 *
 * @param place where it stands
 * @param reason one sentence that says what to change
 * @param record the record as it was read; the text of a line that could not be read
 */
public record RefusedRecord(FilePlace place, String reason, JsonNode record) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RECORD = "record";

    /** One line of a file of refused records: {@code {"file", "line", "reason", "record"}}. */
    public String line() {
        ObjectNode line = JSON.createObjectNode()
                .put("file", place.file())
                .put("line", place.line())
                .put("reason", reason)
                .set(RECORD, record);
        return line.toString();
    }

    /** The record in a line of such a file, which may have been mended; empty for any other object. */
    static Optional<ObjectNode> inside(ObjectNode line) {
        if (line.size() != 4 || !line.has("file") || !line.has("line") || !line.has("reason") || !line.has(RECORD)) {
            return Optional.empty();
        }
        JsonNode record = line.get(RECORD);
        try {
            JsonNode read = record.isTextual() ? JSON.readTree(record.textValue()) : record;
            return read instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException stillBroken) {
            return Optional.empty();
        }
    }
}
