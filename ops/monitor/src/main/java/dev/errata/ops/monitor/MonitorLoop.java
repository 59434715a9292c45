package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.RunState;
import dev.errata.service.StopSignal;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The flow of the monitor: discover partitions, read records, measure, until stopped. When the log cannot be reached it
 * reports so and tries again.
 */
final class MonitorLoop {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LogTail tail;
    private final LogRecords records;
    private final Measurements measurements;
    private final RunState state;
    private final LogReachability reachability;

    MonitorLoop(
            LogTail tail, LogRecords records, Measurements measurements, RunState state, LogReachability reachability) {
        this.tail = tail;
        this.records = records;
        this.measurements = measurements;
        this.state = state;
        this.reachability = reachability;
    }

    void run(StopSignal stop) {
        while (!stop.requested()) {
            try {
                follow(stop);
            } catch (WakeupException woken) {
                return;
            } catch (KafkaException outOfReach) {
                reachability.outOfReach(String.valueOf(outOfReach.getMessage()));
                tail.disconnect();
                measurements.close();
                stop.sleep(PAUSE);
            }
        }
    }

    private void follow(StopSignal stop) {
        while (!stop.requested()) {
            Set<TopicPartition> partitions = tail.discover();
            state.misnamed(tail.misnamed());
            if (partitions.isEmpty()) {
                reachability.waiting("Waiting for the first topic of this run; the log itself can be reached.");
                stop.sleep(PAUSE);
                continue;
            }
            tail.read(POLL, records::take);
            measurements.take(partitions);
            reachability.reading("Reads " + partitions.size() + " partitions.");
        }
    }
}
