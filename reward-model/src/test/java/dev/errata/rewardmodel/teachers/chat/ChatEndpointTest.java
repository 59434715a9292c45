package dev.errata.rewardmodel.teachers.chat;

import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.busy;
import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.completion;
import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.fails;
import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.teachers.chat.Reply.Failed;
import dev.errata.rewardmodel.teachers.chat.Reply.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an endpoint in this process. */
class ChatEndpointTest {

    private static final String KEY = "sk-very-secret";

    @TempDir
    private Path folder = Path.of("");

    private StubEndpoint stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubEndpoint();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private Path transcript() {
        return folder.resolve("transcript.jsonl");
    }

    private ChatEndpoint endpoint(SpendingLimit limit) {
        return endpoint(limit, Duration.ofSeconds(30));
    }

    private ChatEndpoint endpoint(SpendingLimit limit, Duration timeout) {
        ChatSettings settings =
                new ChatSettings(stub.address(), "m", 50, timeout, 3, Duration.ofMillis(5), Duration.ofSeconds(3));
        return new ChatEndpoint(settings, KEY, limit, transcript(), Clock.systemUTC());
    }

    private ChatEndpoint endpoint() {
        return endpoint(SpendingLimit.none());
    }

    private static List<Message> ask(String what) {
        return List.of(new Message("system", "s"), new Message("user", what));
    }

    private static String why(Reply reply) {
        return reply instanceof Failed failed ? failed.why() : "replied: " + reply;
    }

    @Test
    void aReplyIsReturnedAndItsTokensAreCounted() {
        stub.always(says("hello"));
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(endpoint.ask(ask("hi"))).isEqualTo(new Text("hello", false));
            assertThat(endpoint.used()).isEqualTo("110 tokens");
        }
        assertThat(stub.requests.get(0).toString())
                .isEqualTo("{\"model\":\"m\",\"temperature\":0,\"max_tokens\":50,\"messages\":["
                        + "{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(stub.keys).containsExactly("Bearer " + KEY);
    }

    @Test
    void anAnsweredRequestIsNotSentAgainInThisRunOrTheNext() {
        stub.always(says("hello"));
        try (ChatEndpoint endpoint = endpoint()) {
            endpoint.ask(ask("hi"));
            endpoint.ask(ask("hi"));
        }
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(endpoint.ask(ask("hi"))).isEqualTo(new Text("hello", false));
            assertThat(endpoint.used()).as("the tokens of the first run").isEqualTo("110 tokens");
            assertThat(stub.requests).hasSize(1);
            endpoint.ask(ask("something else"));
        }
        assertThat(stub.requests).hasSize(2);
    }

    @Test
    void aBusyEndpointIsRetriedAfterTheWaitThatItRequests() {
        stub.then(busy("1"));
        stub.always(says("hello"));
        long began = System.nanoTime();
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(endpoint.ask(ask("hi"))).isEqualTo(new Text("hello", false));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(stub.requests).hasSize(2);
    }

    @Test
    void anEndpointThatAsksForTooLongAWaitIsNotAskedAgain() {
        stub.always(busy("3600"));
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(why(endpoint.ask(ask("hi")))).contains("429").contains("slow down");
        }
        assertThat(stub.requests).hasSize(1);
    }

    @Test
    void anEndpointThatAlwaysFailsIsAskedALimitedNumberOfTimes() {
        stub.always(fails(500, "boom"));
        try (ChatEndpoint endpoint = endpoint()) {
            for (int i = 0; i < 5; i++) {
                assertThat(why(endpoint.ask(ask("question " + i))))
                        .contains("500")
                        .contains("boom");
            }
            assertThat(endpoint.used()).isEqualTo("0 tokens");
        }
        assertThat(stub.requests).as("3 requests of 3 attempts, then none").hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void aRefusalIsNotRepeated(int status) {
        stub.always(fails(status, "no"));
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(why(endpoint.ask(ask("hi")))).contains(String.valueOf(status));
        }
        assertThat(stub.requests).hasSize(1);
    }

    @Test
    void aWrongKeyEndsTheRunAndATooLongRequestFailsAlone() {
        stub.then(fails(400, "too long"));
        stub.then(says("fine"));
        stub.then(fails(401, "Incorrect API key provided: " + KEY));
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(why(endpoint.ask(ask("long")))).contains("too long");
            assertThat(endpoint.ask(ask("short"))).isInstanceOf(Text.class);
            assertThat(why(endpoint.ask(ask("other"))))
                    .contains("[key]")
                    .contains("--key-variable")
                    .doesNotContain(KEY);
            assertThat(why(endpoint.ask(ask("another")))).contains("401");
        }
        assertThat(stub.requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hi</html>",
                "",
                "{\"choices\":[]}",
                "{\"choices\":[{\"message\":{\"content\":null}}]}",
                "[]"
            })
    void anUnreadableResponseIsNoReplyAndCountsInFull(String garbage) {
        stub.always(fails(200, garbage));
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(why(endpoint.ask(ask("hi")))).contains("not a chat completion");
            // 3 attempts of at most 50 tokens written and 1 + 32 + 2 + 32 read.
            assertThat(endpoint.used()).isEqualTo("351 tokens");
        }
        assertThat(stub.requests).hasSize(3);
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(endpoint.used()).as("it still counts").isEqualTo("351 tokens");
            stub.always(says("hello"));
            assertThat(endpoint.ask(ask("hi"))).as("and is no answer").isEqualTo(new Text("hello", false));
        }
    }

    @Test
    void anEndpointThatHangsWithinAResponseIsAskedAgain() {
        stub.then(says("warm-up"));
        stub.then(stub.hangs());
        stub.always(says("hello"));
        try (ChatEndpoint endpoint = endpoint(SpendingLimit.none(), Duration.ofSeconds(3))) {
            endpoint.ask(ask("the first request, which loads classes"));
            assertThat(endpoint.ask(ask("hi"))).isEqualTo(new Text("hello", false));
            assertThat(endpoint.used()).as("2 * 110, and 117 for what was lost").isEqualTo("337 tokens");
        }
    }

    @Test
    void anEndpointThatDoesNotListenIsNamedInTheFailure() {
        stub.close();
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(why(endpoint.ask(ask("hi"))))
                    .contains("cannot be reached")
                    .contains("--endpoint");
        }
    }

    @Test
    void theLimitOnTokensIsNeverExceeded() {
        stub.always(says("hello"));
        // A request may use 67 + 50 tokens and uses 110: three fit, as 220 + 117 <= 340, and a fourth does not.
        SpendingLimit limit = new SpendingLimit(OptionalLong.of(340), OptionalDouble.empty(), 0, 0);
        try (ChatEndpoint endpoint = endpoint(limit)) {
            for (String what : List.of("a1", "a2", "a3")) {
                assertThat(endpoint.ask(ask(what))).isInstanceOf(Text.class);
            }
            assertThat(why(endpoint.ask(ask("a4")))).contains("330 tokens").contains("--max-tokens-spent");
            assertThat(endpoint.ask(ask("a1")))
                    .as("what is known costs nothing")
                    .isInstanceOf(Text.class);
        }
        assertThat(stub.requests).hasSize(3);
        try (ChatEndpoint endpoint = endpoint(limit)) {
            assertThat(why(endpoint.ask(ask("a4")))).as("all runs together").contains("330 tokens");
        }
        assertThat(stub.requests).hasSize(3);
    }

    @Test
    void theLimitOnCostUsesThePrices() {
        stub.always(says("hello"));
        // 100 * 1,000 + 10 * 10,000 for a million: 0.2 a request, at most 0.067 + 0.5.
        SpendingLimit limit = new SpendingLimit(OptionalLong.empty(), OptionalDouble.of(0.8), 1_000, 10_000);
        try (ChatEndpoint endpoint = endpoint(limit)) {
            assertThat(endpoint.ask(ask("b1"))).isInstanceOf(Text.class);
            assertThat(endpoint.ask(ask("b2"))).isInstanceOf(Text.class);
            assertThat(why(endpoint.ask(ask("b3")))).contains("0.40 spent").contains("--max-cost");
        }
        assertThatThrownBy(() -> new SpendingLimit(OptionalLong.empty(), OptionalDouble.of(1), 0, 0))
                .hasMessageContaining("--price-in");
    }

    @Test
    void withoutUsageARequestCountsInFull() {
        stub.always((exchange, request) ->
                fails(200, completion("hello", "length", false)).answer(exchange, request));
        try (ChatEndpoint endpoint = endpoint()) {
            assertThat(endpoint.ask(ask("hi"))).isEqualTo(new Text("hello", true));
            assertThat(endpoint.used()).isEqualTo("117 tokens");
        }
    }

    @Test
    void theTranscriptHoldsRequestResponseAndTokensAndNeverTheKey() throws IOException {
        stub.then(says("my key is " + KEY));
        try (ChatEndpoint endpoint = endpoint()) {
            endpoint.ask(ask("hi"));
        }
        assertThat(Files.readString(transcript()))
                .contains("\"request\":{\"model\":\"m\"")
                .contains("my key is [key]")
                .contains("\"prompt_tokens\":100,\"completion_tokens\":10")
                .doesNotContain(KEY);
    }

    @Test
    void anAddressWithoutAHostOrWithAPasswordIsRefused() {
        assertThat(ChatSettings.of(URI.create("http://h/v1/"), "m", 1, Duration.ofSeconds(1))
                        .completions())
                .hasToString("http://h/v1/chat/completions");
        assertThat(ChatSettings.of(URI.create("http://h/v1/chat/completions"), "m", 1, Duration.ofSeconds(1))
                        .completions())
                .hasToString("http://h/v1/chat/completions");
        for (String wrong : List.of("localhost", "ftp://h/v1", "https://me:secret@h/v1")) {
            assertThatThrownBy(() -> ChatSettings.of(URI.create(wrong), "m", 1, Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("endpoint");
        }
    }
}
