package dev.errata.schemas.topics;

import static java.util.Objects.requireNonNullElse;

import dev.errata.schemas.topics.Topic.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the missing topics that a service needs. */
public final class TopicCreation {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Segment size of compacted topics, bytes; small, because the broker never compacts the newest segment. */
    private static final String COMPACTED_SEGMENT_BYTES = "16777216";

    private TopicCreation() {}

    /**
     * Creates the missing ones of the topics; leaves the others unchanged. Several services may call this at the same
     * time.
     *
     * @param replication replicas of each partition; at most the number of brokers
     * @throws KafkaException if no broker answers within 30 s, it refuses a topic, or joined topics exist with
     *     different numbers of partitions
     */
    public static void ensure(EventLog log, short replication, Collection<? extends Topic<?>> topics) {
        ensure(log, replication, topics, DEADLINE);
    }

    /** As above, with another deadline, at least 1 ms. */
    public static void ensure(
            EventLog log, short replication, Collection<? extends Topic<?>> topics, Duration deadline) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic<?> topic : topics) {
            wanted.add(new NewTopic(topic.name(), topic.partitions(), replication).configs(settings(log, topic)));
        }
        int millis = Math.toIntExact(deadline.toMillis());
        long end = System.nanoTime() + deadline.toNanos();
        try (Admin admin = admin(log, millis)) {
            Map<String, KafkaFuture<Void>> created = admin.createTopics(
                            wanted, new CreateTopicsOptions().timeoutMs(millis))
                    .values();
            Set<String> existed = new HashSet<>();
            for (Map.Entry<String, KafkaFuture<Void>> one : created.entrySet()) {
                if (!isNew(one.getKey(), one.getValue(), end, log)) {
                    existed.add(one.getKey());
                }
            }
            Set<String> joined = log.topics().joined().stream().map(Topic::name).collect(Collectors.toSet());
            joined.retainAll(created.keySet());
            // Topics created here all have the same number of partitions.
            if (!Collections.disjoint(joined, existed)) {
                JoinedTopics.refuseUnequal(admin, joined, end);
            }
        }
    }

    private static Admin admin(EventLog log, int millis) {
        // The timeouts of the admin client must not exceed the deadline, since close() waits for them.
        Map<String, String> client = new HashMap<>(log.client());
        client.put("default.api.timeout.ms", String.valueOf(millis));
        client.put("request.timeout.ms", String.valueOf(Math.min(millis, 10_000)));
        try {
            return new EventLog(log.topics(), client).admin();
        } catch (KafkaException failed) {
            if (failed.getCause() instanceof ConfigException unresolvable) {
                throw unreachable(log, unresolvable);
            }
            throw failed;
        }
    }

    /** Waits until a topic exists; true if it is new. */
    private static boolean isNew(String topic, KafkaFuture<Void> created, long deadline, EventLog log) {
        try {
            created.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failed) {
            Throwable cause = requireNonNullElse(failed.getCause(), failed);
            if (cause instanceof TopicExistsException) {
                return false;
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

    /**
     * The settings of a new topic: it accepts records as large as {@code max.request.size} of our producers, where that
     * is set.
     */
    static Map<String, String> settings(EventLog log, Topic<?> topic) {
        Map<String, String> settings = new HashMap<>();
        if (topic.retention() == Retention.COMPACTED) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, COMPACTED_SEGMENT_BYTES);
        }
        String largest = log.client().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        if (largest != null) {
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, largest.trim());
        }
        return settings;
    }
}
