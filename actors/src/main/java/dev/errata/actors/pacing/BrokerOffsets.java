package dev.errata.actors.pacing;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Consumer progress as the broker knows it. Every call answers within a deadline or throws. */
public interface BrokerOffsets extends AutoCloseable {

    /**
     * Offsets that a group has committed for a topic; a partition without one, or a group that does not exist, is
     * absent.
     */
    Map<TopicPartition, Long> committed(BacklogStage stage);

    /** One past the last record of each partition; empty for a topic that does not exist. */
    Map<TopicPartition, Long> ends(String topic);

    /**
     * Committed records in [from, to) of each partition, counted one by one; control records of transactions do not
     * count.
     */
    long records(Map<TopicPartition, Range> ranges);

    /** Number of members of a consumer group; 0 if it does not exist. */
    int members(String group);

    @Override
    void close();

    /** Offsets [from, to). */
    record Range(long from, long to) {

        /** Number of offsets. */
        public long length() {
            return to - from;
        }
    }
}
