package dev.errata.schemas.topics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts all records about the answers to one asked question into one partition, so that its reader gets the whole group:
 * the partition follows from the rollout id without the sample index. A key that is not a rollout id is partitioned as
 * Kafka does by default.
 *
 * <p>It is the {@code partitioner.class} of the producers of rollouts and scores. Records that are joined with a
 * rollout are written to the partition of that rollout instead, and do not depend on this class.
 */
public final class GroupPartitioner implements Partitioner {

    /** The partition of a rollout among {@code partitions}. */
    public static int partition(String rolloutId, int partitions) {
        byte[] group = RolloutIds.asked(rolloutId).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(group)) % partitions;
    }

    @Override
    public int partition(
            String topic, Object key, byte @Nullable [] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        if (keyBytes == null) {
            throw new IllegalArgumentException(
                    "A record of " + topic + " has no key, but the key determines its partition.");
        }
        return partition(new String(keyBytes, StandardCharsets.UTF_8), cluster.partitionCountForTopic(topic));
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
