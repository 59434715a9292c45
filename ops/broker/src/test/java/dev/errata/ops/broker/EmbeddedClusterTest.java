package dev.errata.ops.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.registry.RegistryServer;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {

    private static final String INT =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String MORE = INT.replace("]}", ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
    private static final String TOO_MUCH = INT.replace("]}", ",{\"name\":\"c\",\"type\":\"int\"}]}");

    private static EmbeddedCluster cluster;
    private static Rest rest;

    @BeforeAll
    static void startCluster() {
        cluster = EmbeddedCluster.start();
        rest = new Rest(cluster.registryUrl());
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
        assertThat(cluster.settings().data()).doesNotExist();
    }

    @Test
    void recordsGoThroughTheTopicsOfARun() throws Exception {
        EventLog log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "run");
        TopicCreation.ensure(log, (short) 1, log.topics().all());
        TopicCreation.ensure(log, (short) 1, log.topics().all());
        Topic<Verdict> topic = log.topics().evaluationVerdicts();
        Verdict verdict = Verdict.newBuilder()
                .setRolloutId("q/0/1#2")
                .setCorrect(true)
                .setJudgedAt(5L)
                .build();
        try (var serde = log.serde(topic);
                var producer = log.producer(Map.of());
                var consumer = log.consumer(Map.of("group.id", "g"))) {
            byte[] bytes = serde.serializer().serialize(topic.name(), verdict);
            producer.send(new ProducerRecord<>(topic.name(), "key", bytes)).get(20, TimeUnit.SECONDS);
            consumer.subscribe(List.of(topic.name()));
            ConsumerRecords<String, byte[]> records = ConsumerRecords.empty();
            for (int i = 0; i < 40 && records.isEmpty(); i++) {
                records = consumer.poll(Duration.ofMillis(500));
            }
            assertThat(records).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("key");
                assertThat(serde.deserializer().deserialize(topic.name(), record.value()))
                        .isEqualTo(verdict);
            });
        }
        try (var admin = log.admin()) {
            var updates = new ConfigResource(
                    ConfigResource.Type.TOPIC, log.topics().policyUpdates().name());
            var config = admin.describeConfigs(List.of(updates)).all().get(20, TimeUnit.SECONDS);
            assertThat(requireNonNull(config.get(updates)).get("cleanup.policy").value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void topicsThatAreJoinedAndDifferInPartitionsAreRefused() throws Exception {
        EventLog log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "unequal");
        try (var admin = log.admin()) {
            admin.createTopics(List.of(new NewTopic("unequal.rewrites", 2, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        assertThatThrownBy(
                        () -> TopicCreation.ensure(log, (short) 1, log.topics().all()))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("unequal.rewrites has 2, unequal.rollouts has 4, unequal.token-rewards has 4");
        // A service that joins no topics is not affected.
        TopicCreation.ensure(
                log, (short) 1, List.of(log.topics().rewrites(), log.topics().deadLetters()));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() {
        EventLog nowhere =
                new EventLog(new Topics(""), Map.of("bootstrap.servers", "127.0.0.1:1", "request.timeout.ms", "500"));
        assertThatThrownBy(() -> TopicCreation.ensure(
                        nowhere, (short) 1, List.of(nowhere.topics().deadLetters()), Duration.ofSeconds(1)))
                .isInstanceOf(KafkaException.class)
                .hasMessageStartingWith("No Kafka broker answers at 127.0.0.1:1: start one with 'errata broker'");
    }

    @Test
    void schemasGetVersionsAndIds() throws Exception {
        assertThat(rest.register("s", INT)).matches("200 \\{\"id\":\\d+\\}");
        assertThat(rest.register("s", INT.replace(",", " , "))).isEqualTo(rest.register("other%2Fs", INT));
        assertThat(rest.register("s", MORE)).startsWith("200");
        assertThat(rest.get("/subjects/s/versions")).isEqualTo("200 [1,2]");
        assertThat(rest.get("/subjects?subjectPrefix=other")).isEqualTo("200 [\"other/s\"]");
        var latest = Rest.json(rest.get("/subjects/s/versions/latest"));
        assertThat(latest.get("version").asInt()).isEqualTo(2);
        assertThat(latest.has("deleted")).isFalse();
        assertThat(Rest.json(rest.get("/schemas/ids/" + latest.get("id")))
                        .get("schema")
                        .asText())
                .isEqualTo(MORE);
        assertThat(rest.get("/subjects/s/versions/1/schema")).isEqualTo("200 " + INT);
        assertThat(Rest.json(rest.send("POST", "/subjects/s", Rest.schema(INT)))
                        .get("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(rest.get("/schemas/types")).isEqualTo("200 [\"AVRO\"]");
    }

    @Test
    void anIncompatibleSchemaIsRefusedUntilTheLevelAllowsIt() throws Exception {
        rest.register("level", INT);
        assertThat(rest.register("level", TOO_MUCH)).startsWith("409 ").contains("\"error_code\":409");
        String check = "/compatibility/subjects/level/versions/latest?verbose=true";
        assertThat(rest.send("POST", check, Rest.schema(TOO_MUCH)))
                .startsWith("200 {\"is_compatible\":false,\"messages\":[\"READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(rest.send("POST", check, Rest.schema(MORE))).contains("\"is_compatible\":true");
        assertThat(rest.get("/config")).isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(rest.get("/config/level")).startsWith("404 ").contains("40408");
        assertThat(rest.send("PUT", "/config/level", "{\"compatibility\":\"NONE\"}"))
                .isEqualTo("200 {\"compatibility\":\"NONE\"}");
        assertThat(rest.register("level", TOO_MUCH)).startsWith("200");
        assertThat(rest.send("DELETE", "/config/level", "")).isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
        assertThat(rest.get("/config/level?defaultToGlobal=true")).contains("BACKWARD");
        assertThat(rest.send("PUT", "/config/level", "{\"compatibility\":\"UP\"}"))
                .startsWith("422 ")
                .contains("42203");
    }

    @Test
    void deletedSchemasStayReadableById() throws Exception {
        int id = Rest.json(rest.register("gone", INT)).get("id").asInt();
        assertThat(rest.send("DELETE", "/subjects/gone?permanent=true", "")).startsWith("422 ");
        assertThat(rest.send("DELETE", "/subjects/gone", "")).isEqualTo("200 [1]");
        assertThat(rest.get("/subjects/gone/versions")).startsWith("404 ").contains("40401");
        assertThat(rest.get("/subjects/gone/versions?deleted=true")).isEqualTo("200 [1]");
        assertThat(rest.get("/schemas/ids/" + id)).startsWith("200");
        assertThat(Rest.json(rest.register("gone", INT)).get("id").asInt()).isEqualTo(id);
        assertThat(rest.get("/subjects/gone/versions")).isEqualTo("200 [2]");
    }

    @Test
    void aReadOnlySubjectRefusesChanges() throws Exception {
        assertThat(rest.send("PUT", "/mode/frozen", "{\"mode\":\"READONLY\"}"))
                .isEqualTo("200 {\"mode\":\"READONLY\"}");
        assertThat(rest.register("frozen", INT)).startsWith("422 ").contains("42205");
        assertThat(rest.send("DELETE", "/mode/frozen", "")).startsWith("200");
        assertThat(rest.register("frozen", INT)).startsWith("200");
    }

    @Test
    void invalidRequestsGetConfluentsErrorCodes() throws Exception {
        assertThat(rest.get("/subjects/none/versions/1")).startsWith("404 ").contains("40401");
        rest.register("some", INT);
        assertThat(rest.get("/subjects/some/versions/9")).startsWith("404 ").contains("40402");
        assertThat(rest.get("/subjects/some/versions/zero")).startsWith("422 ").contains("42202");
        assertThat(rest.send("POST", "/subjects/some", Rest.schema(TOO_MUCH)))
                .startsWith("404 ")
                .contains("40403");
        assertThat(rest.get("/schemas/ids/999999")).startsWith("404 ").contains("40403");
        assertThat(rest.register("some", "{\"type\":\"nonsense\"}"))
                .startsWith("422 ")
                .contains("42201");
        assertThat(rest.send("POST", "/subjects/some/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"))
                .startsWith("422 ")
                .contains("42201");
        assertThat(rest.send("POST", "/subjects/some/versions", "not json")).startsWith("400 ");
        assertThat(rest.send("POST", "/subjects/some/versions", "")).startsWith("422 ");
        assertThat(rest.send("PATCH", "/config", "")).startsWith("405 ");
        assertThat(rest.get("/nothing/here")).startsWith("404 ");
    }

    @Test
    void aForeignRecordInTheSchemaLogIsSkipped() throws Exception {
        EventLog log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "");
        String version = "{\"keytype\":\"SCHEMA\",\"subject\":\"stray\",\"version\":1,\"magic\":1}";
        try (var producer = log.producer(Map.of())) {
            for (String[] stray : new String[][] {
                {"not json", "not json"}, {version, "{"}, {version, "{}"}, {version, "null"}, {"null", "null"}
            }) {
                producer.send(new ProducerRecord<>("_schemas", stray[0], stray[1].getBytes(StandardCharsets.UTF_8)))
                        .get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(rest.register("behind-a-stray", INT)).startsWith("200");
        assertThat(rest.get("/subjects?subjectPrefix=stray")).isEqualTo("200 []");
        // The same holds when the log is replayed at the next start.
        int port = PortCheck.free().registry();
        try (RegistryServer next = new RegistryServer(
                cluster.bootstrapServers(), new InetSocketAddress("127.0.0.1", port), Optional.empty())) {
            assertThat(next).isNotNull();
            assertThat(new Rest("http://127.0.0.1:" + port).get("/subjects/behind-a-stray/versions"))
                    .isEqualTo("200 [1]");
        }
    }

    @Test
    void anAdvertisedNameThatThisMachineDoesNotReachIsNamed(@TempDir Path data) {
        BrokerSettings elsewhere =
                new BrokerSettings(data, "127.0.0.1", "nowhere.invalid", PortCheck.free(), Optional.empty(), Map.of());
        assertThatThrownBy(() -> EmbeddedCluster.start(elsewhere))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("nowhere.invalid")
                .hasMessageContaining("--advertised-host");
    }

    @Test
    void anOccupiedPortIsNamedWithTheRemedy(@TempDir Path data) throws IOException {
        BrokerSettings taken = BrokerSettings.local(data, cluster.settings().ports());
        assertThatThrownBy(() -> EmbeddedCluster.start(taken))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Port " + taken.ports().broker())
                .hasMessageContaining("--port");
        try (var files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aDataFolderBelongsToOneBroker() {
        BrokerSettings same = BrokerSettings.local(cluster.settings().data(), PortCheck.free());
        assertThatThrownBy(() -> EmbeddedCluster.start(same))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Another broker uses the data folder");
        assertThat(cluster.settings().data().resolve("ready")).exists();
    }
}
