package dev.errata.schemas.topics;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks that topics which are joined partition by partition have the same number of partitions. If they have not, a
 * rollout and its token rewards go to different tasks and never meet, without any error.
 */
final class JoinedTopics {

    private static final long RETRY_MILLIS = 100;

    private JoinedTopics() {}

    /**
     * Refuses topics that differ in their number of partitions.
     *
     * @param names the existing topics among the joined ones
     * @param deadline on the clock of {@link System#nanoTime()}
     * @throws KafkaException if they differ, or the broker does not answer in time
     */
    static void refuseUnequal(Admin admin, Collection<String> names, long deadline) {
        Map<String, Integer> partitions = new TreeMap<>();
        Set<String> unknown = new HashSet<>(names);
        while (!unknown.isEmpty()) {
            partitions.putAll(partitionCounts(admin, unknown, deadline));
            unknown.removeAll(partitions.keySet());
            if (!unknown.isEmpty()) {
                pause();
            }
        }
        refuseUnequal(partitions);
    }

    /** Refuses different numbers of partitions, by topic. */
    static void refuseUnequal(Map<String, Integer> partitions) {
        if (new HashSet<>(partitions.values()).size() > 1) {
            String all = new TreeMap<>(partitions)
                    .entrySet().stream()
                            .map(topic -> topic.getKey() + " has " + topic.getValue())
                            .collect(Collectors.joining(", "));
            throw new KafkaException("Joined topics must have the same number of partitions, but " + all
                    + ": delete those that differ and create them again with the number of the others, or "
                    + "choose another"
                    + " errata.run.");
        }
    }

    /** Partitions by topic; empty if a broker does not know yet a topic that another process has just created. */
    private static Map<String, Integer> partitionCounts(Admin admin, Set<String> names, long deadline) {
        try {
            return admin
                    .describeTopics(names)
                    .allTopicNames()
                    .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            topic -> topic.getValue().partitions().size()));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException && System.nanoTime() < deadline) {
                return Map.of();
            }
            throw new KafkaException(
                    "The partitions of " + names + " cannot be counted: " + failed.getMessage(), failed);
        } catch (TimeoutException late) {
            throw new KafkaException("The broker did not return the partitions of " + names + " in time.", late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
