package dev.errata.schemas.registry;

import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Confluent's strategies for the subject under which the schema of a topic is registered. */
public enum SubjectNames {
    /** {@code <topic>-key} or {@code <topic>-value}; the default. */
    TOPIC_NAME,
    /** The record's full name. */
    RECORD_NAME,
    /** {@code <topic>-<record's full name>}. */
    TOPIC_RECORD_NAME;

    /** The subject of one record type in one topic. */
    public String subject(String topic, boolean isKey, String recordName) {
        return switch (this) {
            case TOPIC_NAME -> topic + (isKey ? "-key" : "-value");
            case RECORD_NAME -> recordName;
            case TOPIC_RECORD_NAME -> topic + "-" + recordName;
        };
    }

    /**
     * The constant of a Confluent strategy, by its class or class name, with or without the package; null is the
     * default.
     */
    static SubjectNames of(@Nullable Object strategy) {
        String name = strategy == null
                ? "TopicNameStrategy"
                : strategy instanceof Class<?> type ? type.getName() : strategy.toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "TopicNameStrategy" -> TOPIC_NAME;
            case "RecordNameStrategy" -> RECORD_NAME;
            case "TopicRecordNameStrategy" -> TOPIC_RECORD_NAME;
            default ->
                throw new ConfigException("Subject name strategy " + name + " is not supported: use"
                        + " TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy.");
        };
    }
}
