package dev.errata.ops.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.broker.BrokerSettings;
import dev.errata.ops.broker.BrokerSettings.Ports;
import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.registry.AvroSerdes;
import dev.errata.schemas.registry.SchemaRegistryClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confluent's own classes, version 7.9.5, against our serdes and our registry, with basic authentication throughout.
 */
class ConfluentInteropTest {

    private static final String ONE =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String TWO = ONE.replace("]}", ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
    private static final String BAD = ONE.replace("]}", ",{\"name\":\"c\",\"type\":\"int\"}]}");

    private static EmbeddedCluster cluster;
    private static ConfluentClassLoader loader;
    private static ConfluentSide confluent;
    private static Map<String, String> settings;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        cluster = EmbeddedCluster.start(new BrokerSettings(
                data, "127.0.0.1", "127.0.0.1", Ports.free(), Optional.of("alice:s3cret"), Map.of()));
        settings = Map.of(
                "schema.registry.url", cluster.registryUrl(),
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "alice:s3cret");
        loader = ConfluentClassLoader.compiled();
        confluent = loader.confluent();
    }

    @AfterAll
    static void stop() throws Exception {
        loader.close();
        cluster.close();
    }

    @Test
    void theClassesUnderTestAreThoseOfConfluent() throws Exception {
        assertThat(loader.loadClass("io.confluent.kafka.serializers.KafkaAvroSerializer")
                        .getClassLoader())
                .isSameAs(loader);
        assertThat(loader.loadClass(Schema.class.getName())).isNotSameAs(Schema.class);
        assertThatThrownBy(() -> Class.forName("io.confluent.kafka.serializers.KafkaAvroSerializer"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void errataReadsRecordsThatConfluentWrote() throws Exception {
        String json = "{\"id\":\"q1\",\"source\":\"s\",\"text\":\"é?\",\"gold\":\"2\",\"reference\":{\"string\":\"r\"},"
                + "\"task\":\"math\",\"ask\":4,\"metadata\":{\"k\":\"v\"}}";
        byte[] bytes =
                confluent.write(settings, "theirs", Question.getClassSchema().toString(), json);
        Question read = AvroSerdes.of(Question.class, settings).deserializer().deserialize("theirs", bytes);
        assertThat(read).isEqualTo(question());
    }

    @Test
    void confluentReadsRecordsThatErrataWrote() {
        byte[] bytes = AvroSerdes.of(Question.class, settings).serializer().serialize("ours", question());
        assertThat(confluent.read(settings, "ours", bytes)).isEqualTo(question().toString());
    }

    @Test
    void generatedRecordsGoThroughConfluentUnchanged() {
        Schema schema = Rollout.getClassSchema();
        Map<String, String> specific = new HashMap<>(settings);
        specific.put("specific.avro.reader", "true");
        var serde = AvroSerdes.of(Rollout.class, settings);
        for (Object random : new RandomData(schema, 10, 11L)) {
            Rollout rollout = (Rollout) SpecificData.get().deepCopy(schema, random);
            byte[] bytes =
                    confluent.rewrite(specific, "both", serde.serializer().serialize("both", rollout));
            assertThat(serde.deserializer().deserialize("both", bytes)).isEqualTo(rollout);
        }
    }

    @Test
    void bothClientsSeeTheSameRegistry() throws Exception {
        int theirs = confluent.register(settings, "shared/subject", ONE);
        SchemaRegistryClient ours = SchemaRegistryClient.of(settings);
        assertThat(ours.register("shared/subject", new Schema.Parser().parse(ONE)))
                .isEqualTo(theirs);
        int second = ours.register("shared/subject", new Schema.Parser().parse(TWO));
        assertThat(confluent.lookUp(settings, "shared/subject", TWO)).isEqualTo(List.of(second, 2, TWO, TWO, true));
        assertThat(confluent.lookUp(settings, "shared/subject", ONE)).isEqualTo(List.of(theirs, 1, TWO, ONE, true));
    }

    @Test
    void confluentUnderstandsTheErrorsOfTheRegistry() throws Exception {
        confluent.register(settings, "refusals", ONE);
        assertThat(confluent.isCompatible(settings, "refusals", TWO)).isTrue();
        assertThat(confluent.isCompatible(settings, "refusals", BAD)).isFalse();
        assertThatThrownBy(() -> confluent.register(settings, "refusals", BAD))
                .hasMessageContaining("incompatible with an earlier schema")
                .hasMessageContaining("error code: 409");
        assertThatThrownBy(() -> confluent.lookUp(settings, "nobody", ONE)).hasMessageContaining("error code: 40401");
    }

    @Test
    void withoutTheRightPasswordBothClientsAreRefused() {
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("basic.auth.user.info", "alice:guess");
        assertThatThrownBy(() -> confluent.register(wrong, "t", ONE)).hasMessageContaining("Unauthorized");
        assertThatThrownBy(() -> SchemaRegistryClient.of(wrong).schema(1)).isInstanceOf(AuthenticationException.class);
    }

    private static Question question() {
        return Question.newBuilder()
                .setId("q1")
                .setSource("s")
                .setText("é?")
                .setGold("2")
                .setReference("r")
                .setTask("math")
                .setAsk(4)
                .setMetadata(Map.of("k", "v"))
                .build();
    }
}
