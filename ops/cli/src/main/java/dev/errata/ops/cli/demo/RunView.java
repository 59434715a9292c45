package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.demo.RunSnapshot.Learning;
import dev.errata.ops.cli.demo.RunSnapshot.Rollouts;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads the log from its beginning on its own thread and counts what became of the run. */
public final class RunView implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);

    private final EventLog log;
    private final Map<String, Consumer<byte[]>> readers = new HashMap<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "run-view");
    private final Map<String, Long> questions = new TreeMap<>();
    private long rollouts;
    private long tokens;
    private long scored;
    private long rejected;
    private long tooStale;
    private long deadLetters;
    private long updates;
    private long version = -1;
    private long stalenessMax;
    private volatile RunSnapshot snapshot = RunSnapshot.EMPTY;
    private volatile boolean caughtUp;
    private volatile boolean stopping;
    private volatile @Nullable String failure;

    /** A view of a log whose topics exist. */
    public RunView(EventLog log) {
        this.log = log;
        Topics topics = log.topics();
        readers.put(topics.scoredRollouts().name(), value -> scored++);
        readers.put(topics.deadLetters().name(), value -> deadLetters++);
        decode(topics.rollouts(), this::rollout);
        decode(topics.rejectedRollouts(), this::rejected);
        decode(topics.learnerSteps(), this::step);
        decode(topics.evaluations(), evaluations::add);
        decode(topics.policyUpdates(), update -> version = Math.max(version, update.getVersion()));
    }

    /** Starts reading. */
    public RunView start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** The counts of the records read so far. */
    public RunSnapshot now() {
        return snapshot;
    }

    /** Whether everything that was in the log at the start has been read. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /**
     * Throws if the log can no longer be read.
     *
     * @throws CommandFailed with the reason
     */
    public void check() {
        String reason = failure;
        if (reason != null) {
            throw new CommandFailed("The log can no longer be read: " + reason + ".");
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join(5_000);
    }

    private void rollout(Rollout rollout) {
        if (rollout.getSampleIndex() == 0) {
            questions.merge(rollout.getQuestion().getSource(), 1L, Long::sum);
        }
        rollouts++;
        tokens += rollout.getAnswerTokens().size();
    }

    private void rejected(RejectedRollout rejection) {
        if (rejection.getReason() == RejectionReason.TOO_STALE) {
            tooStale++;
        } else {
            rejected++;
        }
    }

    private void step(LearnerStep step) {
        updates = Math.max(updates, step.getUpdate());
        stalenessMax = Math.max(stalenessMax, step.getStalenessMax());
    }

    private <V extends SpecificRecord> void decode(Topic<V> topic, Consumer<V> visitor) {
        var values = log.serde(topic).deserializer();
        readers.put(topic.name(), bytes -> {
            V value;
            try {
                value = values.deserialize(topic.name(), bytes);
            } catch (SerializationException leftToTheAudit) {
                // The view is for display; the audit counts unreadable records as violations.
                return;
            }
            visitor.accept(value);
        });
    }

    private void run() {
        try (var consumer = log.consumer(Map.of())) {
            Set<TopicPartition> partitions = readers.keySet().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!stopping) {
                for (var record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        reader(record.topic()).accept(record.value());
                    }
                }
                publish();
                caughtUp |= ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        } catch (KafkaException reason) {
            failure = String.valueOf(reason.getMessage());
        }
    }

    private Consumer<byte[]> reader(String topic) {
        return readers.getOrDefault(topic, value -> {});
    }

    private void publish() {
        snapshot = new RunSnapshot(
                new TreeMap<>(questions),
                new Rollouts(rollouts, tokens, scored, rejected, tooStale),
                new Learning(updates, version, stalenessMax),
                deadLetters,
                List.copyOf(evaluations));
    }
}
