package dev.errata.ops.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic with the state of the registry: one partition, records as Confluent's registry writes them. The
 * state is the replay of this log: a change is appended first and takes effect when it is read back. For one thread at
 * a time.
 */
final class SchemaLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLog.class);
    private static final TopicPartition PARTITION = new TopicPartition("_schemas", 0);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryState state;
    private final KafkaConsumer<String, String> consumer;
    private final KafkaProducer<String, String> producer;

    /** Opens the log, creates it if it is missing, and replays it into the state. */
    SchemaLog(RegistryState state, String bootstrapServers) {
        this.state = state;
        Map<String, Object> client = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                (int) DEADLINE.toMillis(),
                "request.timeout.ms",
                10_000));
        create(client);
        Map<String, Object> reading = new HashMap<>(client);
        reading.put("enable.auto.commit", false);
        reading.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
        Map<String, Object> writing = new HashMap<>(client);
        writing.put("acks", "all");
        writing.put("delivery.timeout.ms", (int) DEADLINE.toMillis());
        writing.remove("default.api.timeout.ms");
        producer = new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer());
        consumer.assign(List.of(PARTITION));
        catchUp();
    }

    private static void create(Map<String, Object> client) {
        NewTopic topic = new NewTopic(PARTITION.topic(), 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(topic)).all().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "Topic " + PARTITION.topic() + " cannot be created: " + failed.getCause(), failed);
            }
        } catch (TimeoutException late) {
            throw new KafkaException("Topic " + PARTITION.topic() + " was not created within " + DEADLINE + ".", late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Replays the records that the state does not have yet. */
    void catchUp() {
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        if (end != null) {
            replayTo(end);
        }
    }

    void append(SchemaVersion version) {
        ObjectNode key = key("SCHEMA", version.subject(), 1).put("version", version.version());
        ObjectNode value = JSON.valueToTree(version);
        append(key, value.put("deleted", version.deleted()));
    }

    void appendLevel(String subject, @Nullable Compatibility level) {
        ObjectNode value = JSON.createObjectNode();
        append(key("CONFIG", subject, 0), level == null ? null : value.put("compatibilityLevel", level.name()));
    }

    void appendMode(String subject, @Nullable String mode) {
        ObjectNode value = JSON.createObjectNode();
        append(key("MODE", subject, 0), mode == null ? null : value.put("mode", mode));
    }

    private static ObjectNode key(String type, String subject, int magic) {
        ObjectNode key = JSON.createObjectNode().put("keytype", type);
        // Confluent writes null for "all subjects".
        key.put("subject", subject.equals(RegistryState.GLOBAL) ? null : subject);
        return key.put("magic", magic);
    }

    private void append(ObjectNode key, @Nullable ObjectNode value) {
        var record = new ProducerRecord<>(
                PARTITION.topic(), PARTITION.partition(), key.toString(), value == null ? null : value.toString());
        try {
            long offset = producer.send(record)
                    .get(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .offset();
            replayTo(offset + 1);
        } catch (ExecutionException | TimeoutException failed) {
            throw new RegistryError(500, 50001, "The schema log took no record: " + failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private void replayTo(long end) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (consumer.position(PARTITION) < end) {
            if (System.nanoTime() > deadline) {
                throw new RegistryError(500, 50002, "The schema log could not be read to offset " + end + " in time.");
            }
            consumer.poll(Duration.ofMillis(200)).forEach(this::replay);
        }
    }

    /** Replays one record. An unreadable record is skipped, so that those after it are read. */
    private void replay(ConsumerRecord<String, String> record) {
        try {
            JsonNode key = JSON.readTree(record.key());
            Optional<JsonNode> value =
                    record.value() == null ? Optional.empty() : Optional.of(JSON.readTree(record.value()));
            JsonNode subject = key.path("subject");
            replay(key, subject.isTextual() ? subject.asText() : RegistryState.GLOBAL, value);
        } catch (JacksonException | RuntimeException foreign) {
            LOG.warn(
                    "Offset {} of {} is not a record of a schema registry and is skipped: {}",
                    record.offset(),
                    PARTITION.topic(),
                    foreign instanceof JacksonException json ? json.getOriginalMessage() : foreign.getMessage());
        }
    }

    private void replay(JsonNode key, String subject, Optional<JsonNode> value) {
        switch (key.path("keytype").asText()) {
            case "SCHEMA" -> value.ifPresent(schema -> state.put(version(subject, schema)));
            case "CONFIG" ->
                state.setLevel(
                        subject,
                        value.map(set ->
                                Compatibility.of(set.path("compatibilityLevel").asText())));
            case "MODE" ->
                state.setMode(subject, value.map(set -> set.path("mode").asText()));
            default -> {
                // Confluent's registry also writes NOOP records; they carry nothing.
            }
        }
    }

    private static SchemaVersion version(String subject, JsonNode schema) {
        if (!schema.path("version").isInt()
                || !schema.path("id").isInt()
                || !schema.path("schema").isTextual()) {
            throw new IllegalArgumentException("a schema without version, id or text");
        }
        return new SchemaVersion(
                subject,
                schema.path("version").asInt(),
                schema.path("id").asInt(),
                schema.path("schema").asText(),
                schema.path("deleted").asBoolean());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    }
}
