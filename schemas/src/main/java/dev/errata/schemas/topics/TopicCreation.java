package dev.errata.schemas.topics;

import static java.util.Objects.requireNonNullElse;

import dev.errata.schemas.topics.Topic.Retention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that a service needs and the cluster lacks. */
public final class TopicCreation {

    private static final int DEADLINE_SECONDS = 30;

    private TopicCreation() {}

    /**
     * Creates those of the topics that do not exist yet; leaves the others as they are. Many services may call this at
     * once.
     *
     * @param replication copies of each partition; at most the number of brokers
     * @throws KafkaException if no broker answers within 30 s, or it refuses a topic
     */
    public static void ensure(EventLog log, short replication, Collection<? extends Topic<?>> topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic<?> topic : topics) {
            wanted.add(new NewTopic(topic.name(), topic.partitions(), replication).configs(settings(topic)));
        }
        // Admin's own deadline must not be the longer one: close() would wait for it.
        Map<String, String> client = new HashMap<>(log.client());
        client.put("default.api.timeout.ms", String.valueOf(DEADLINE_SECONDS * 1000));
        client.putIfAbsent("request.timeout.ms", "10000");
        try (Admin admin = new EventLog(log.topics(), client).admin()) {
            Map<String, KafkaFuture<Void>> created = admin.createTopics(
                            wanted, new CreateTopicsOptions().timeoutMs(DEADLINE_SECONDS * 1000))
                    .values();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            for (Map.Entry<String, KafkaFuture<Void>> one : created.entrySet()) {
                await(one.getKey(), one.getValue(), deadline, log);
            }
        }
    }

    private static void await(String topic, KafkaFuture<Void> created, long deadline, EventLog log) {
        try {
            created.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = requireNonNullElse(failed.getCause(), failed);
            if (cause instanceof TopicExistsException) {
                return;
            }
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(log, cause);
            }
            throw new KafkaException("Topic " + topic + " cannot be created: " + cause.getMessage(), cause);
        } catch (TimeoutException late) {
            throw unreachable(log, late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static KafkaException unreachable(EventLog log, Throwable cause) {
        return new KafkaException(
                "No Kafka broker answers at " + log.client().get("bootstrap.servers")
                        + ": start one with 'errata broker' or set errata.client.\"bootstrap.servers\".",
                cause);
    }

    private static Map<String, String> settings(Topic<?> topic) {
        return topic.retention() == Retention.COMPACTED
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of();
    }
}
