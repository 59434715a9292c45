package dev.errata.ops.cli.audit;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Checks, from the log alone, that no question or rollout was lost and none was used twice.
 *
 * <p>It reads up to {@link LogEnds}, which are taken from the most downstream topic first. So an audit of a running
 * loop never sees an update without the scores it trained on, or a verdict without its rollout. Questions asked later
 * than that are not counted yet.
 */
public final class Audit {

    private final EventLog log;
    private final OptionalLong stalenessLimit;
    private final LongConsumer progress;
    private final Ledger ledger;
    private final Manifests manifests = new Manifests();
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final Map<String, Long> unreadable = new TreeMap<>();
    private long read;
    private long windowRollouts;
    private long windowTokens;

    /**
     * An audit; runs once.
     *
     * @param progress receives the number of records read so far
     */
    public Audit(EventLog log, OptionalLong stalenessLimit, LongConsumer progress) {
        this.log = log;
        this.ledger = new Ledger(log.topics());
        this.stalenessLimit = stalenessLimit;
        this.progress = progress;
    }

    /**
     * Reads the log and checks it.
     *
     * @param from start of the window in which samples and tokens are counted, milliseconds since the epoch
     * @param to its end
     */
    public AuditResult run(long from, long to) {
        Topics topics = log.topics();
        try (var reader = new LogReader(log)) {
            LogEnds ends = LogEnds.of(reader, topics);
            visit(reader, ends.asked(), decoded(topics.askedQuestions(), this::asked));
            visit(
                    reader,
                    ends.questions(),
                    record -> ledger.question(record.topic(), record.partition(), record.offset()));
            visit(reader, ends.letters(), decoded(topics.deadLetters(), this::deadLetter));
            ends.committed()
                    .forEach((partition, at) -> ledger.committed(
                            partition.topic(),
                            partition.partition(),
                            at.offset(),
                            !at.metadata().isEmpty()));
            visit(reader, ends.rollouts(), rollouts(ends.settledRollouts(), from, to));
            visit(reader, ends.verdicts().scored(), record -> {
                ledger.scored(record.key());
                manifests.scored(record.topic(), record.partition(), record.offset());
            });
            visit(reader, ends.verdicts().rejected(), decoded(topics.rejectedRollouts(), this::rejected));
            visit(reader, ends.verdicts().steps(), decoded(topics.learnerSteps(), manifests::step));
        }
        return result(from, to);
    }

    private void visit(
            LogReader reader, Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        reader.read(ends, record -> {
            visitor.accept(record);
            read++;
            progress.accept(read);
        });
    }

    private <V extends SpecificRecord> Consumer<ConsumerRecord<String, byte[]>> decoded(
            Topic<V> topic, Consumer<V> visitor) {
        return decoded(topic, (record, value) -> visitor.accept(value));
    }

    private <V extends SpecificRecord> Consumer<ConsumerRecord<String, byte[]>> decoded(
            Topic<V> topic, BiConsumer<ConsumerRecord<String, byte[]>, V> visitor) {
        var values = log.serde(topic).deserializer();
        return record -> {
            V value;
            try {
                value = values.deserialize(record.topic(), record.value());
            } catch (SerializationException notOurs) {
                unreadable.merge(topic.name(), 1L, Long::sum);
                return;
            }
            visitor.accept(record, value);
        };
    }

    private Consumer<ConsumerRecord<String, byte[]>> rollouts(Map<TopicPartition, Long> settled, long from, long to) {
        return decoded(log.topics().rollouts(), (record, rollout) -> {
            long end = settled.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
            ledger.rollout(rollout.getRolloutId(), rollout.getGroupSize(), record.offset() < end);
            if (rollout.getSampledAt() >= from && rollout.getSampledAt() <= to) {
                windowRollouts++;
                windowTokens += rollout.getAnswerTokens().size();
            }
        });
    }

    private void asked(AskedQuestions batch) {
        if (LogEnds.isQuestions(log.topics(), batch.getTopic())) {
            ledger.asked(batch);
        } else {
            unreadable.merge(log.topics().askedQuestions().name(), 1L, Long::sum);
        }
    }

    private void rejected(RejectedRollout rejection) {
        ledger.rejected(rejection.getRolloutId(), rejection.getReason().name(), rejection.getStage());
    }

    private void deadLetter(DeadLetter letter) {
        deadLetters.merge(letter.getReason().name(), 1L, Long::sum);
        if (LogEnds.isQuestions(log.topics(), letter.getTopic())) {
            ledger.deadLetter(letter.getTopic(), letter.getPartition(), letter.getOffset());
        }
    }

    private AuditResult result(long from, long to) {
        AuditTally tally = ledger.tally();
        List<String> violations = new ArrayList<>(tally.violations());
        violations.addAll(manifests.violations());
        unreadable.forEach((topic, count) ->
                violations.add(count + " records of " + topic + " cannot be read with this registry's schemas."));
        if (stalenessLimit.isPresent() && manifests.stalenessMax() > stalenessLimit.getAsLong()) {
            violations.add("An update trained on tokens " + manifests.stalenessMax() + " versions old; the limit is "
                    + stalenessLimit.getAsLong() + ".");
        }
        return new AuditResult(
                tally,
                Map.copyOf(deadLetters),
                new AuditResult.Learning(manifests.updates(), manifests.trained(), manifests.stalenessMax()),
                stalenessLimit,
                new AuditResult.Window(from, to, windowRollouts, windowTokens),
                List.copyOf(violations));
    }
}
