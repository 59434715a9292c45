package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.LetterCount;
import dev.errata.ops.monitor.state.RunState;
import dev.errata.schemas.topics.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is measured every two seconds: the queues and the records of the sources into the state, and the dead letters
 * of the state into the metrics. For one thread.
 */
final class Measurements implements AutoCloseable {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventLog log;
    private final RunState state;
    private final Clock clock;
    private final MultiGauge deadLetters;
    private @Nullable QueueDepths depths;
    private long measuredAtNanos = System.nanoTime() - INTERVAL_NANOS;

    Measurements(EventLog log, RunState state, Clock clock, MeterRegistry meters) {
        this.log = log;
        this.state = state;
        this.clock = clock;
        this.deadLetters = MultiGauge.builder("errata.dead.letters")
                .description("Dead letters that the monitor has read")
                .register(meters);
    }

    /**
     * Measures, unless it did so within the last two seconds.
     *
     * @param partitions the partitions of the run that exist
     * @throws org.apache.kafka.common.KafkaException if no broker answers within 5 s, or the broker refuses
     */
    void take(Set<TopicPartition> partitions) {
        if (System.nanoTime() - measuredAtNanos < INTERVAL_NANOS) {
            return;
        }
        QueueDepths connected = depths == null ? new QueueDepths(log) : depths;
        depths = connected;
        state.queues(clock.millis(), connected.measure(partitions));
        state.questions(connected.questions(partitions));
        deadLetters.register(
                state.letterCounts().stream().map(Measurements::row).toList(), true);
        measuredAtNanos = System.nanoTime();
    }

    private static Row<?> row(LetterCount count) {
        return Row.of(
                Tags.of("topic", count.topic(), "source", count.source(), "reason", count.reason()), count.letters());
    }

    /** Drops the connection; the next measurement makes a new one. */
    @Override
    public void close() {
        QueueDepths old = depths;
        depths = null;
        if (old != null) {
            old.close();
        }
    }
}
