package dev.errata.ops.cli.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * The value of a record in a form that people can read and change.
 *
 * @param kind what it is
 * @param json its JSON: an object where it is one, the text itself where it is not JSON, base64 where it is binary,
 *     null where it has no value
 */
record RecordContent(Kind kind, JsonNode json) {

    /** What the value of a record is. */
    enum Kind {
        /** Text; JSON or not. */
        TEXT,
        /** An Avro record whose schema the registry knows. */
        AVRO,
        /** Bytes that are neither text nor an Avro record that can be read. */
        BINARY,
        /** The record has no value. */
        NONE
    }

    static RecordContent none() {
        return new RecordContent(Kind.NONE, NullNode.getInstance());
    }

    /** The content on one line. */
    String text() {
        return switch (kind) {
            case NONE -> "(no value)";
            case BINARY -> "(binary, neither text nor an Avro record that can be read; base64) " + json.asText();
            case TEXT, AVRO -> json instanceof TextNode text ? text.textValue() : json.toString();
        };
    }
}
