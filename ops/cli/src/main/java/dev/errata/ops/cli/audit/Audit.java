package dev.errata.ops.cli.audit;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
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
 * loop never sees an update without the scores it trained on, or a verdict without its rollout. Questions above the
 * committed offsets are not counted yet.
 */
public final class Audit {

    private final EventLog log;
    private final OptionalLong stalenessLimit;
    private final LongConsumer progress;
    private final Ledger ledger = new Ledger();
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
            visit(reader, ends.asked(), record -> ledger.asked(record.topic(), record.partition(), record.offset()));
            visit(reader, ends.letters(), decoded(topics.deadLetters(), this::deadLetter));
            visit(reader, ends.rollouts(), decoded(topics.rollouts(), rollout -> rollout(rollout, from, to)));
            visit(reader, ends.scored(), record -> {
                ledger.scored(record.key());
                manifests.scored(record.topic(), record.partition(), record.offset());
            });
            visit(reader, ends.rejected(), decoded(topics.rejectedRollouts(), this::rejected));
            visit(reader, ends.steps(), decoded(topics.learnerSteps(), (LearnerStep step) -> manifests.step(step)));
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
        var values = log.serde(topic).deserializer();
        return record -> {
            V value;
            try {
                value = values.deserialize(record.topic(), record.value());
            } catch (SerializationException notOurs) {
                unreadable.merge(topic.name(), 1L, Long::sum);
                return;
            }
            visitor.accept(value);
        };
    }

    private void rollout(Rollout rollout, long from, long to) {
        ledger.rollout(rollout.getRolloutId());
        if (rollout.getSampledAt() >= from && rollout.getSampledAt() <= to) {
            windowRollouts++;
            windowTokens += rollout.getAnswerTokens().size();
        }
    }

    private void rejected(RejectedRollout rejection) {
        ledger.rejected(rejection.getRolloutId(), rejection.getReason().name(), rejection.getStage());
    }

    private void deadLetter(DeadLetter letter) {
        deadLetters.merge(letter.getReason().name(), 1L, Long::sum);
        if (LogEnds.isQuestions(log.topics(), letter.getTopic())) {
            ledger.setAside(letter.getTopic(), letter.getPartition(), letter.getOffset());
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
