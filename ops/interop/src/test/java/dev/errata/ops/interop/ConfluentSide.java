package dev.errata.ops.interop;

import java.util.List;
import java.util.Map;

/** The calls to Confluent's own classes. Only types of the JDK cross the border between the class loaders. */
public interface ConfluentSide {

    /** A generic record, given as Avro's JSON, in the bytes of KafkaAvroSerializer. */
    byte[] write(Map<String, String> settings, String topic, String schema, String json) throws Exception;

    /** The record that KafkaAvroDeserializer reads, as text. */
    String read(Map<String, String> settings, String topic, byte[] bytes);

    /** Reads a record with KafkaAvroDeserializer and writes it again with KafkaAvroSerializer. */
    byte[] rewrite(Map<String, String> settings, String topic, byte[] bytes);

    /** Registers with CachedSchemaRegistryClient; the id. */
    int register(Map<String, String> settings, String subject, String schema) throws Exception;

    /** Looks up with CachedSchemaRegistryClient: id, version and newest version's schema of the subject. */
    List<Object> lookUp(Map<String, String> settings, String subject, String schema) throws Exception;

    /** Asks CachedSchemaRegistryClient whether the subject would take the schema. */
    boolean isCompatible(Map<String, String> settings, String subject, String schema) throws Exception;
}
