package dev.errata.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.Question;
import dev.errata.schemas.Verdict;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryClientTest {

    private static final String NOBODY = "http://127.0.0.1:1";

    private FakeRegistry registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = new FakeRegistry();
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void knownSchemasAreNotRequestedAgain() {
        SchemaRegistryClient client = SchemaRegistryClient.of(registry.settings());
        for (int i = 0; i < 3; i++) {
            int id = client.register("a/b-value", Question.getClassSchema());
            assertThat(client.lookUp("a/b-value", Question.getClassSchema())).isEqualTo(id);
            assertThat(client.schema(id)).isEqualTo(Question.getClassSchema());
        }
        assertThat(registry.requests)
                .containsExactly(
                        "POST /subjects/a%2Fb-value/versions", "POST /subjects/a%2Fb-value", "GET /schemas/ids/1");
    }

    @Test
    void aSerdeRequestsOncePerTopicAndPerWriterSchema() {
        var serde = AvroSerdes.of(Verdict.class, registry.settings());
        for (int i = 0; i < 10; i++) {
            byte[] bytes = serde.serializer().serialize("t", verdict("r" + i));
            serde.deserializer().deserialize("t", bytes);
        }
        assertThat(registry.requests).containsExactly("POST /subjects/t-value/versions", "GET /schemas/ids/1");
    }

    @Test
    void theCredentialsAreSentAndNeverShown() {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("basic.auth.credentials.source", "USER_INFO");
        settings.put("basic.auth.user.info", "alice:s3cret");
        SchemaRegistryClient.of(settings).register("t", Verdict.getClassSchema());
        String inUrl = registry.url().replace("//", "//alice:s3cret@");
        SchemaRegistryClient.of(Map.of("schema.registry.url", inUrl)).register("t", Verdict.getClassSchema());
        SchemaRegistryClient.of(registry.settings()).register("t", Verdict.getClassSchema());
        // base64 of alice:s3cret
        Optional<String> header = Optional.of("Basic YWxpY2U6czNjcmV0");
        assertThat(registry.authorizations).containsExactly(header, header, Optional.empty());

        registry.failures = 1;
        registry.failure = 401;
        assertThatThrownBy(() -> SchemaRegistryClient.of(settings).schema(1))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("basic.auth.user.info")
                .hasMessageNotContaining("s3cret");
        settings.put("schema.registry.url", "http://alice:s3cret@127.0.0.1:1");
        settings.put("max.retries", "0");
        assertThatThrownBy(() -> SchemaRegistryClient.of(settings).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageStartingWith("No schema registry answers at [http://127.0.0.1:1]")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void theNextAddressAnswersWhereTheFirstDoesNot() {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("schema.registry.url", NOBODY + " , " + registry.url() + "/");
        assertThat(SchemaRegistryClient.of(settings).register("t", Verdict.getClassSchema()))
                .isEqualTo(1);
    }

    @Test
    void aBusyRegistryIsRetriedALimitedNumberOfTimes() {
        registry.failures = 2;
        assertThat(SchemaRegistryClient.of(registry.settings()).register("t", Verdict.getClassSchema()))
                .isEqualTo(1);
        assertThat(registry.requests).hasSize(3);

        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("max.retries", "1");
        registry.failures = 2;
        assertThatThrownBy(() -> SchemaRegistryClient.of(settings).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("errata broker");
        assertThat(registry.requests).hasSize(5);
    }

    @Test
    void anIncompatibleSchemaIsRefusedInASentenceWithTheRemedy() {
        registry.failures = 1;
        registry.failure = 409;
        registry.failureBody = "{\"error_code\":409,\"message\":\"Schema being registered is incompatible.\"}";
        var serde = AvroSerdes.of(Verdict.class, registry.settings());
        assertThatThrownBy(() -> serde.serializer().serialize("t", verdict("r")))
                .isInstanceOf(SerializationException.class)
                .hasMessage(
                        "The schema registry refused dev.errata.schemas.Verdict for subject 't-value' (HTTP 409, code"
                                + " 409): Schema being registered is incompatible. Change the schema "
                                + "compatibly: a new field"
                                + " needs a default.");
    }

    @Test
    void withoutAutoRegistrationOnlyKnownSchemasAreWritten() {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("auto.register.schemas", "false");
        Verdict verdict = verdict("r");
        var serde = AvroSerdes.of(Verdict.class, settings);
        assertThatThrownBy(() -> serde.serializer().serialize("t", verdict))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Register the schema first");
        AvroSerdes.of(Verdict.class, registry.settings()).serializer().serialize("t", verdict);
        assertThat(serde.serializer().serialize("t", verdict)).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void subjectsAreNamedByTheStrategyAndNormalizationIsAskedFor() {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        settings.put("normalize.schemas", "true");
        AvroSerdes.of(Verdict.class, settings).serializer().serialize("t", verdict("r"));
        settings.put("value.subject.name.strategy", "RecordNameStrategy");
        AvroSerdes.of(Verdict.class, settings).serializer().serialize("t", verdict("r"));
        assertThat(registry.requests)
                .containsExactly(
                        "POST /subjects/t-dev.errata.schemas.Verdict/versions?normalize=true",
                        "POST /subjects/dev.errata.schemas.Verdict/versions?normalize=true");
    }

    @Test
    void invalidSettingsAreRefusedAtOnce() {
        assertThatThrownBy(() -> SchemaRegistryClient.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url is not set");
        assertThatThrownBy(() -> SchemaRegistryClient.of(Map.of("schema.registry.url", "localhost:8081")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'localhost:8081'");
        assertThatThrownBy(() -> SchemaRegistryClient.of(
                        Map.of("schema.registry.url", NOBODY, "basic.auth.credentials.source", "SASL_INHERIT")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("use USER_INFO");
        assertThatThrownBy(() ->
                        SchemaRegistryClient.of(Map.of("schema.registry.url", NOBODY, "auto.register.schemas", "yes")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be true or false");
    }

    /** Answers of other servers and of proxies before a registry: none of them tells anything about a schema. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html>no backend</html>",
                "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "404 | {\"timestamp\":1,\"error\":\"Not Found\"}",
                "405 | {\"error_code\":405,\"message\":\"HTTP 405 Method Not Allowed\"}",
                "302 | ''",
                "200 | <html>hello</html>",
                "200 | {\"status\":\"UP\"}",
                "404 | {\"error_code\":40401,\"message\":\"Subject x not found.\"}"
            })
    void aResponseThatIsNotFromARegistryIsNotBlamedOnTheRecord(int status, String body) {
        registry.failures = Integer.MAX_VALUE;
        registry.failure = status;
        registry.failureBody = body;
        SchemaRegistryClient client = SchemaRegistryClient.of(registry.settings());
        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("set schema.registry.url");
    }

    @Test
    void aResponseWithoutAnIdIsNotFromARegistry() {
        registry.failures = Integer.MAX_VALUE;
        registry.failure = 200;
        registry.failureBody = "{}";
        SchemaRegistryClient client = SchemaRegistryClient.of(registry.settings());
        assertThatThrownBy(() -> client.register("t", Verdict.getClassSchema()))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("not as a schema registry");
    }

    private void deny(int times) {
        registry.failures = times;
        registry.failure = 404;
        registry.failureBody = "{\"error_code\":40403,\"message\":\"Schema not found\"}";
    }

    @Test
    void aLaggingReplicaIsRetried() {
        registry.add("\"int\"");
        deny(3);
        assertThat(SchemaRegistryClient.of(registry.settings()).schema(1)).hasToString("\"int\"");
    }

    @Test
    void anUnknownSchemaDuringTheStartOfARegistryIsRetried() {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("max.retries", "3");
        registry.failures = 2;
        assertThatThrownBy(() -> SchemaRegistryClient.of(settings).schema(7))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aSchemaUnknownToTheFirstAddressIsRequestedFromTheNext() throws IOException {
        try (FakeRegistry other = new FakeRegistry()) {
            other.add("\"int\"");
            Map<String, String> settings = new HashMap<>(registry.settings());
            settings.put("schema.registry.url", registry.url() + "," + other.url());
            assertThat(SchemaRegistryClient.of(settings).schema(1)).hasToString("\"int\"");
            assertThat(registry.requests).hasSize(1);
        }
    }

    @Test
    void afterARepeatedNotFoundTheNextOneIsAcceptedAtOnce() {
        SchemaRegistryClient client = SchemaRegistryClient.of(registry.settings());
        assertThatThrownBy(() -> client.schema(8)).isInstanceOf(RegistryException.class);
        assertThat(registry.requests).hasSize(4);
        assertThatThrownBy(() -> client.schema(9)).isInstanceOf(RegistryException.class);
        assertThat(registry.requests).hasSize(5);
    }

    private static Verdict verdict(String rollout) {
        return Verdict.newBuilder()
                .setRolloutId(rollout)
                .setCorrect(true)
                .setJudgedAt(1L)
                .build();
    }
}
