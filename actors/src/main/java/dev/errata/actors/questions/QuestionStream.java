package dev.errata.actors.questions;

import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The questions of all sources, including sources that appear while the actor runs, in fair batches.
 *
 * <p>Records are buffered: a source is paused while {@code bufferedPerSource} of its records are in memory. The
 * publisher of a batch commits its offsets and then calls {@link #done}, or {@link #rewind} after a failure. Partitions
 * are reassigned only inside {@link #await}, never while a batch is being answered. Not thread-safe, except
 * {@link #wakeup()}.
 */
public final class QuestionStream implements AutoCloseable {

    private static final Duration NOTHING_BUFFERED = Duration.ofMillis(250);

    private final Topics topics;
    private final Consumer<String, byte[]> consumer;
    private final QuestionReader reader;
    private final int bufferedPerSource;
    private final DeadLetters letters;
    private final FairBuffers buffers = new FairBuffers();
    /** First offset that is not done, for each partition that returned a record since it was assigned. */
    private final Map<TopicPartition, Long> resumeAt = new HashMap<>();

    /** Reads the question topics of a run through a consumer of its own, which {@link #close()} closes. */
    public QuestionStream(
            Topics topics,
            Consumer<String, byte[]> consumer,
            Deserializer<Question> avro,
            QuestionLimits limits,
            Clock clock) {
        this.topics = topics;
        this.consumer = consumer;
        this.reader = new QuestionReader(topics, avro, limits);
        this.bufferedPerSource = limits.bufferedPerSource();
        this.letters = new DeadLetters("actor", clock);
    }

    /** Joins the group of actors. */
    public void subscribe() {
        consumer.subscribe(topics.questionTopics(), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                forget(revoked);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                forget(assigned);
            }
        });
    }

    /** Fetches questions and keeps the group membership alive; waits up to 250 ms if no question is buffered. */
    public boolean await() {
        for (ConsumerRecord<String, byte[]> record :
                consumer.poll(buffers.isEmpty() ? NOTHING_BUFFERED : Duration.ZERO)) {
            resumeAt.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset());
            buffers.add(record);
        }
        pauseFullSources();
        return !buffers.isEmpty();
    }

    /**
     * The next records in turn, until they include {@code most} usable questions or none is left.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers; then {@link #rewind}
     */
    public QuestionBatch take(int most, ResidentPolicy policy) {
        List<AskedQuestion> questions = new ArrayList<>();
        List<DeadLetter> setAside = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        while (questions.size() < most) {
            @Nullable ConsumerRecord<String, byte[]> record = buffers.next();
            if (record == null) {
                break;
            }
            try {
                questions.add(reader.read(record, policy));
            } catch (UnusableQuestionException unusable) {
                setAside.add(letters.of(
                        QuestionReader.place(record),
                        record.value(),
                        unusable.reason(),
                        String.valueOf(unusable.getMessage())));
            }
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        return new QuestionBatch(questions, setAside, offsets);
    }

    /** The batch's offsets are committed. */
    public void done(QuestionBatch batch) {
        batch.offsets().forEach((partition, next) -> resumeAt.put(partition, next.offset()));
    }

    /** Seeks to the first record that is not done of each partition: later records are taken again. */
    public void rewind() {
        Set<TopicPartition> assigned = consumer.assignment();
        buffers.drop(resumeAt.keySet());
        resumeAt.forEach((partition, offset) -> {
            if (assigned.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    /** The consumer's group membership, to commit offsets in a producer's transaction. */
    public ConsumerGroupMetadata groupMetadata() {
        return consumer.groupMetadata();
    }

    /** Number of buffered records. */
    public int buffered() {
        return buffers.size();
    }

    /** Ends a waiting {@link #await} with a WakeupException; may be called from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void forget(Collection<TopicPartition> partitions) {
        buffers.drop(partitions);
        resumeAt.keySet().removeAll(new HashSet<>(partitions));
    }

    private void pauseFullSources() {
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> full = new ArrayList<>();
        List<TopicPartition> drained = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            int waiting = buffers.size(partition.topic());
            if (waiting >= bufferedPerSource) {
                full.add(partition);
            } else if (paused.contains(partition) && waiting <= bufferedPerSource / 2) {
                drained.add(partition);
            }
        }
        consumer.pause(full);
        consumer.resume(drained);
    }
}
