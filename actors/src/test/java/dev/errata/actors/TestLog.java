package dev.errata.actors;

import dev.errata.actors.passes.PartitionCursors;
import dev.errata.actors.questions.Curriculum;
import dev.errata.actors.questions.QuestionDoor;
import dev.errata.actors.questions.QuestionLimits;
import dev.errata.actors.questions.QuestionReader;
import dev.errata.actors.questions.QuestionStream;
import dev.errata.actors.questions.TaskCheck;
import dev.errata.actors.sources.FollowedSettings;
import dev.errata.actors.sources.SourceTable;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.SourceSettingsDeserializer;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Records and clients for tests, without a broker and without a registry. */
public final class TestLog {

    private TestLog() {}

    /** Bytes of a record: a zero byte, then Avro's single-object encoding. */
    public static <V extends SpecificRecordBase> Serializer<V> serializer() {
        return (topic, value) -> {
            try {
                ByteBuffer body = new BinaryMessageEncoder<V>(
                                SpecificData.getForSchema(value.getSchema()), value.getSchema())
                        .encode(value);
                byte[] bytes = new byte[body.remaining() + 1];
                body.get(bytes, 1, body.remaining());
                return bytes;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        };
    }

    /** Reads what {@link #serializer()} wrote. */
    public static <V extends SpecificRecordBase> Deserializer<V> deserializer(Class<V> type) {
        SpecificData model = SpecificData.getForClass(type);
        return (topic, bytes) -> {
            try {
                return new BinaryMessageDecoder<V>(model, model.getSchema(type))
                        .decode(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
            } catch (IOException | RuntimeException notThisType) {
                throw new SerializationException("not a " + type.getSimpleName() + ".", notThisType);
            }
        };
    }

    /** A record as a consumer gives it. */
    public static ConsumerRecord<String, byte[]> record(
            String topic, int partition, long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                value == null ? -1 : value.length,
                "key",
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** A question as plain JSON. */
    public static byte[] json(String id, String text) {
        return ("{\"id\":\"" + id + "\",\"text\":\"" + text + "\",\"gold\":\"4\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** A question. */
    public static Question question(String id) {
        return Question.newBuilder()
                .setId(id)
                .setSource("a")
                .setText("2+2")
                .setGold("4")
                .build();
    }

    /**
     * The questions of a log, with two answers each unless their source has another number.
     *
     * @param questions a consumer of the log
     * @param nanoTime turned by the test
     */
    public static QuestionStream stream(
            FakeLog log, MockConsumer<String, byte[]> questions, int bufferedPerSource, LongSupplier nanoTime) {
        Topics topics = new Topics("");
        FollowedSettings settings = new FollowedSettings(
                new LatestRecords<>(
                        log.consumer(),
                        topics.sources(),
                        new SourceSettingsDeserializer(deserializer(SourceSettings.class))),
                256);
        return new QuestionStream(
                topics,
                new PartitionCursors(questions, 1000, nanoTime),
                new SourceTable(topics, settings, 2),
                new QuestionDoor(
                        new QuestionReader(
                                deserializer(Question.class),
                                new QuestionLimits(1000, 50, 56),
                                new TaskCheck(Judge.strict(), Set.of(), false)),
                        Curriculum.NONE,
                        new DeadLetters("actor", Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC)),
                        "actor-0"),
                bufferedPerSource);
    }

    /** A consumer on which topics exist, each with two partitions. */
    public static MockConsumer<String, byte[]> consumer(String... topics) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        for (String topic : topics) {
            consumer.updatePartitions(
                    topic,
                    List.of(
                            new PartitionInfo(topic, 0, null, null, null),
                            new PartitionInfo(topic, 1, null, null, null)));
            consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L, new TopicPartition(topic, 1), 0L));
        }
        return consumer;
    }
}
