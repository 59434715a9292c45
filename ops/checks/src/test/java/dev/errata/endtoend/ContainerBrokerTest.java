package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The event log on Apache Kafka's own image. Reported as skipped, with the reason, where no Docker answers. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Container
    private final KafkaContainer kafka =
            new KafkaContainer("apache/kafka:4.3.1").withStartupTimeout(Duration.ofMinutes(4));

    @Test
    void onlyCommittedRecordsAreRead() {
        EventLog log = new EventLog(new Topics("container"), Map.of("bootstrap.servers", kafka.getBootstrapServers()));
        TopicCreation.ensure(log, (short) 1, log.topics().all());
        String topic = log.topics().rollouts().name();
        try (Producer<String, byte[]> producer = log.producer(Map.of("transactional.id", "container-test"))) {
            producer.initTransactions();
            send(producer, topic, "aborted");
            producer.abortTransaction();
            send(producer, topic, "committed");
            producer.commitTransaction();
        }
        assertThat(keys(log, topic)).containsExactly("committed");
    }

    private static void send(Producer<String, byte[]> producer, String topic, String key) {
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(topic, 0, key, new byte[] {1}));
        producer.flush();
        assertThat(sent).isDone();
    }

    private static List<String> keys(EventLog log, String topic) {
        try (Consumer<String, byte[]> consumer = log.consumer(Map.of("group.id", "container-test"))) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                var records = consumer.poll(Duration.ofMillis(200));
                if (!records.isEmpty()) {
                    List<String> keys = new ArrayList<>();
                    records.forEach(record -> keys.add(record.key()));
                    return keys;
                }
            }
            throw new AssertionError("No record arrived within " + PATIENCE + ".");
        }
    }
}
