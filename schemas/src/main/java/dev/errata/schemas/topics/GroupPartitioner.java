package dev.errata.schemas.topics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts everything about the answers to one asked question into one partition, so that whoever reads it meets the whole
 * group: a record's partition follows from its rollout id without the sample index. Keys that are no rollout ids are
 * partitioned whole, as Kafka does by default.
 *
 * <p>For {@code partitioner.class} of whoever writes rollouts and their scores. What is joined with a rollout goes where
 * the rollout lies instead, so that it need not know how that was chosen.
 */
public final class GroupPartitioner implements Partitioner {

    /** The partition of everything about a rollout, among so many. */
    public static int partition(String rolloutId, int partitions) {
        byte[] group = RolloutIds.asked(rolloutId).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(group)) % partitions;
    }

    @Override
    public int partition(
            String topic, Object key, byte @Nullable [] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        if (keyBytes == null) {
            throw new IllegalArgumentException("A record of " + topic + " has no key, but its key says its partition.");
        }
        return partition(new String(keyBytes, StandardCharsets.UTF_8), cluster.partitionCountForTopic(topic));
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
