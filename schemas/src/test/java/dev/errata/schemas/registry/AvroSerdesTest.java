package dev.errata.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdesTest {

    private FakeRegistry registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = new FakeRegistry();
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                DeadLetter.class,
                Evaluation.class,
                LearnerStep.class,
                PolicyUpdate.class,
                Question.class,
                RejectedRollout.class,
                Rewrite.class,
                Rollout.class,
                ScoredRollout.class,
                TokenRewards.class,
                Verdict.class
            })
    <V extends SpecificRecord> void everyRecordTypeRoundTrips(Class<V> type) {
        Serde<V> serde = AvroSerdes.of(type, registry.settings());
        Schema schema = SpecificData.get().getSchema(type);
        for (Object random : new RandomData(schema, 50, 7L)) {
            V record = type.cast(SpecificData.getForClass(type).deepCopy(schema, random));
            byte[] bytes = serde.serializer().serialize("topic", record);
            V read = serde.deserializer().deserialize("topic", bytes);
            assertThat(read).isInstanceOf(type).isEqualTo(record);
            assertThat(serde.serializer().serialize("topic", read)).hasSize(bytes.length);
        }
    }

    @Test
    void theBytesAreAZeroTheSchemaIdAndAvroBinary() {
        registry.add("\"int\"");
        byte[] bytes =
                AvroSerdes.of(Question.class, registry.settings()).serializer().serialize("questions.x", question());
        // 00 | 00000002 | id "q1" source "x" text "1+1" gold "2", reference null, task "gsm8k", ask 3, metadata {}
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("00" + "00000002" + "047131" + "0278" + "06312b31" + "0232" + "00" + "0a67736d386b" + "06"
                        + "00");
    }

    @Test
    void nullIsATombstoneInBothDirections() {
        Serde<Question> serde = AvroSerdes.of(Question.class, registry.settings());
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void theRegisteredSchemaIsTheOneInTheAvscFile() throws IOException {
        AvroSerdes.of(Question.class, registry.settings()).serializer().serialize("questions.x", question());
        String file = Files.readString(Path.of("src/main/avro/10-question.avsc"));
        assertThat(registry.subjects).containsOnlyKeys("questions.x-value");
        assertThat(registry.schemas)
                .containsExactly(new Schema.Parser().parse(file).toString());
    }

    @Test
    void aFieldThatTheWriterLacksTakesTheReadersDefault() {
        Schema old = SchemaBuilder.record("Question")
                .namespace("dev.errata.schemas")
                .fields()
                .requiredString("id")
                .requiredString("source")
                .requiredString("text")
                .requiredString("gold")
                .requiredString("gone")
                .endRecord();
        GenericRecord written = new GenericData.Record(old);
        for (Schema.Field field : old.getFields()) {
            written.put(field.pos(), field.name());
        }
        byte[] bytes = generic(registry.settings()).serialize("t", written);
        Question read = AvroSerdes.of(Question.class, registry.settings())
                .deserializer()
                .deserialize("t", bytes);
        assertThat(read.getText()).isEqualTo("text");
        assertThat(read.getTask()).isEqualTo("gsm8k");
        assertThat(read.getReference()).isNull();
        assertThat(read.getMetadata()).isEmpty();
    }

    @Test
    void withUseLatestVersionTheNewestSchemaIsWritten() {
        Schema newest = SchemaBuilder.record("Question")
                .namespace("dev.errata.schemas")
                .fields()
                .requiredString("text")
                .optionalString("note")
                .requiredString("gold")
                .endRecord();
        registry.subjects.put("t-value", newest.toString());
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("auto.register.schemas", "false");
        settings.put("use.latest.version", "true");
        byte[] bytes = AvroSerdes.of(Question.class, settings).serializer().serialize("t", question());
        try (AvroDeserializer<GenericRecord> reader = new AvroDeserializer<>()) {
            reader.configure(registry.settings(), false);
            assertThat(reader.deserialize("t", bytes))
                    .hasToString("{\"text\": \"1+1\", \"note\": null, \"gold\": \"2\"}");
        }
    }

    @Test
    void generatedClassesAreReadByNameWhereSpecificAvroReaderIsTrue() {
        byte[] bytes =
                AvroSerdes.of(Question.class, registry.settings()).serializer().serialize("t", question());
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("specific.avro.reader", "true");
        try (AvroDeserializer<IndexedRecord> reader = new AvroDeserializer<>()) {
            reader.configure(settings, false);
            assertThat(reader.deserialize("t", bytes)).isEqualTo(question());
        }
    }

    @Test
    void recordsInAnotherFormatAreRefusedInOneSentence() {
        var reader = AvroSerdes.of(Question.class, registry.settings()).deserializer();
        assertThatThrownBy(() -> reader.deserialize("t", new byte[] {0, 0}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("has 2 bytes")
                .hasMessageContaining("at least 5");
        assertThatThrownBy(() -> reader.deserialize("t", "{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("starts with byte 123 instead of 0");
        assertThatThrownBy(() -> reader.deserialize("t", new byte[] {0, 0, 0, 0, 99, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Schema 99 not found");
    }

    @Test
    void anErrorOfAProxyIsNotBlamedOnTheRecord() {
        registry.failures = Integer.MAX_VALUE;
        registry.failure = 404;
        registry.failureBody = "<html>no such backend</html>";
        var reader = AvroSerdes.of(Question.class, registry.settings()).deserializer();
        assertThatThrownBy(() -> reader.deserialize("t", new byte[] {0, 0, 0, 0, 1, 1}))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("set schema.registry.url");
    }

    @Test
    void aRecordOfAnotherTypeIsRefused() {
        Verdict verdict = verdict("r");
        byte[] bytes =
                AvroSerdes.of(Verdict.class, registry.settings()).serializer().serialize("t", verdict);
        assertThatThrownBy(() -> AvroSerdes.of(Question.class, registry.settings())
                        .deserializer()
                        .deserialize("t", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Verdict");
    }

    @Test
    void bytesLeftOverAreRefused() {
        Serde<Question> serde = AvroSerdes.of(Question.class, registry.settings());
        byte[] bytes = serde.serializer().serialize("t", question());
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", longer))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("bytes left");
    }

    @Test
    void damagedBytesNeverAllocateMoreThanTheRecord() {
        Serde<Rollout> serde = AvroSerdes.of(Rollout.class, registry.settings());
        Schema schema = Rollout.getClassSchema();
        Object some = new RandomData(schema, 1, 3L).iterator().next();
        byte[] good = serde.serializer().serialize("t", (Rollout) new SpecificData().deepCopy(schema, some));
        byte[] huge = HexFormat.of().parseHex("feffffff0f");
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            byte[] bad = good.clone();
            int at = WireFormat.HEADER_BYTES + random.nextInt(bad.length - WireFormat.HEADER_BYTES - huge.length);
            System.arraycopy(huge, 0, bad, at, huge.length);
            try {
                serde.deserializer().deserialize("t", bad);
            } catch (SerializationException expected) {
                assertThat(expected).hasMessageContaining("t");
            }
        }
    }

    @Test
    void aRecordThatLacksAFieldIsRefusedWithItsName() {
        Question incomplete = new Question();
        assertThatThrownBy(() -> AvroSerdes.of(Question.class, registry.settings())
                        .serializer()
                        .serialize("t", incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("dev.errata.schemas.Question for t does not fit its schema");
    }

    private static AvroSerializer<IndexedRecord> generic(Map<String, String> settings) {
        AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>();
        serializer.configure(settings, false);
        return serializer;
    }

    private static Question question() {
        return Question.newBuilder()
                .setId("q1")
                .setSource("x")
                .setText("1+1")
                .setGold("2")
                .setAsk(3)
                .build();
    }

    private static Verdict verdict(String rollout) {
        return Verdict.newBuilder()
                .setRolloutId(rollout)
                .setCorrect(true)
                .setJudgedAt(1L)
                .build();
    }
}
