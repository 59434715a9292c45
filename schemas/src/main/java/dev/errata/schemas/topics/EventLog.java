package dev.errata.schemas.topics;

import dev.errata.schemas.registry.AvroSerdes;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The event log of a run: its address, its topics, and factories for readers and writers.
 *
 * <p>Producers and consumers carry bytes; {@link #serde(Topic)} turns them into records. So an unreadable record
 * affects only itself, not the whole poll.
 *
 * @param topics the topics of this run
 * @param client Kafka client and schema registry settings under their standard keys: {@code bootstrap.servers},
 *     {@code schema.registry.url}, {@code security.protocol}, {@code basic.auth.user.info}, ...
 */
public record EventLog(Topics topics, Map<String, String> client) {

    /** An event log at the given addresses, with no security. */
    public static EventLog at(String bootstrapServers, String schemaRegistryUrl, String run) {
        return new EventLog(
                new Topics(run),
                Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", schemaRegistryUrl));
    }

    /** The serde of a topic's values, in the Confluent wire format. */
    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return AvroSerdes.of(topic.type(), client);
    }

    /**
     * A consumer that reads committed records only, does not commit automatically, starts at the beginning and creates
     * no topic.
     */
    public Consumer<String, byte[]> consumer(Map<String, String> overrides) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A topic that a reader created would have the broker's defaults instead of our partitions and retention.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putAll(overrides);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** An idempotent producer; transactional where {@code transactional.id} is among the overrides. */
    public Producer<String, byte[]> producer(Map<String, String> overrides) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putAll(overrides);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** An admin client. */
    public Admin admin() {
        return Admin.create(new HashMap<>(client));
    }
}
