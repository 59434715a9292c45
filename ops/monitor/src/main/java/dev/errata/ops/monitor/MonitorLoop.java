package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.RunState;
import dev.errata.schemas.topics.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The flow of the monitor: discover partitions, read records, measure queues, until stopped. When the log cannot be
 * reached it reports so and tries again.
 */
final class MonitorLoop implements Runnable {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 1000;

    private final EventLog log;
    private final LogTail tail;
    private final LogRecords records;
    private final RunState state;
    private final LogReachability reachability;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private long measuredAtNanos = System.nanoTime() - MEASURE_NANOS;

    MonitorLoop(EventLog log, MonitorConfig config, RunState state, LogReachability reachability, Clock clock) {
        this.log = log;
        this.tail = new LogTail(log, config);
        this.records = new LogRecords(log, state);
        this.state = state;
        this.reachability = reachability;
        this.clock = clock;
    }

    @Override
    public void run() {
        try (tail) {
            while (stopping.getCount() > 0) {
                try (QueueDepths depths = new QueueDepths(log)) {
                    follow(depths);
                } catch (WakeupException stop) {
                    return;
                } catch (KafkaException outOfReach) {
                    reachability.waiting(
                            "Waiting for the log at " + log.client().get("bootstrap.servers")
                                    + " (start it with 'errata broker', or set errata.client.\"bootstrap.servers\"): "
                                    + outOfReach.getMessage());
                    tail.disconnect();
                    pause();
                }
            }
        }
    }

    private void follow(QueueDepths depths) {
        while (stopping.getCount() > 0) {
            Set<TopicPartition> partitions = tail.discover();
            if (partitions.isEmpty()) {
                reachability.waiting("Waiting for the first topic of this run; the log itself can be reached.");
                pause();
                continue;
            }
            tail.read(POLL, records::take);
            if (System.nanoTime() - measuredAtNanos >= MEASURE_NANOS) {
                state.queues(clock.millis(), depths.measure(partitions));
                measuredAtNanos = System.nanoTime();
            }
            reachability.reading("Reads " + partitions.size() + " partitions.");
        }
    }

    private void pause() {
        try {
            boolean ignored = stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            stopping.countDown();
        }
    }

    /** Asks the loop to end; it ends within about a second. */
    void stop() {
        stopping.countDown();
        tail.wakeup();
    }
}
