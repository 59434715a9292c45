package dev.errata.ops.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.apache.avro.Schema;

/**
 * One version of a subject, as the REST API shows it.
 *
 * @param version 1-based
 * @param schema Avro's JSON with attributes in Avro's own order, which makes equal schemas equal strings
 * @param deleted whether it is deleted softly: hidden from lists, still readable by id
 */
record SchemaVersion(String subject, int version, int id, String schema, @JsonIgnore boolean deleted) {

    Schema parsed() {
        // It was validated when registered; a later Avro version may be stricter about defaults.
        return new Schema.Parser().setValidateDefaults(false).parse(schema);
    }

    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}
