package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file, or what stands in the place of one.
 *
 * @param place where it stands
 * @param value the record as an object; where it cannot be read, what is there
 * @param problem one sentence that says why it cannot be read; null for a record
 */
public record FileRecord(FilePlace place, JsonNode value, @Nullable String problem) {

    private static final int RAW_KEPT = 10_000;

    /** A record. */
    static FileRecord of(FilePlace place, ObjectNode value) {
        return new FileRecord(place, value, null);
    }

    /** Something that is no record; of its text the first 10,000 characters are kept. */
    static FileRecord broken(FilePlace place, String text, String problem) {
        return new FileRecord(place, TextNode.valueOf(text.substring(0, Math.min(text.length(), RAW_KEPT))), problem);
    }

    /** The record; empty where it cannot be read. */
    public Optional<ObjectNode> object() {
        return problem == null && value instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }
}
