package dev.errata.ops.interop;

import java.util.List;
import java.util.Map;

/** What Confluent's own classes are asked to do. Only types of the JDK cross this border between class loaders. */
public interface ConfluentSide {

    /** A generic record, given as Avro's JSON, in the bytes of KafkaAvroSerializer. */
    byte[] write(Map<String, String> settings, String topic, String schema, String json) throws Exception;

    /** What KafkaAvroDeserializer reads, as text. */
    String read(Map<String, String> settings, String topic, byte[] bytes);

    /** Reads with KafkaAvroDeserializer and writes with KafkaAvroSerializer what was read. */
    byte[] rewrite(Map<String, String> settings, String topic, byte[] bytes);

    /** Registers with CachedSchemaRegistryClient; the id. */
    int register(Map<String, String> settings, String subject, String schema) throws Exception;

    /** Looks up with CachedSchemaRegistryClient: id, version and newest version's schema of the subject. */
    List<Object> lookUp(Map<String, String> settings, String subject, String schema) throws Exception;

    /** Asks CachedSchemaRegistryClient whether the subject would take the schema. */
    boolean isCompatible(Map<String, String> settings, String subject, String schema) throws Exception;
}
