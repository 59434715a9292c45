package dev.errata.schemas.topics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Puts everything about the answers to one asked question into one partition, so that whoever reads it meets the whole
 * group: a record's partition follows from its rollout id without the sample index. Keys that are no rollout ids are
 * partitioned whole, as Kafka does by default.
 *
 * <p>For {@code partitioner.class}. Whoever writes rollouts and what is joined with them must agree on it.
 */
public final class GroupPartitioner implements Partitioner {

    private static final char SAMPLE = '#';

    /**
     * The asked question that a rollout answers: its id without the sample index.
     *
     * @param rolloutId {@code <questions topic>/<partition>/<offset>#<sample>}
     */
    public static String groupOf(String rolloutId) {
        int sample = rolloutId.lastIndexOf(SAMPLE);
        return sample < 0 ? rolloutId : rolloutId.substring(0, sample);
    }

    /** The partition of everything about a rollout, among so many. */
    public static int partition(String rolloutId, int partitions) {
        byte[] group = groupOf(rolloutId).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(group)) % partitions;
    }

    @Override
    public int partition(
            String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
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
