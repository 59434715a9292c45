package dev.errata.rewards.verifier;

import static dev.errata.rewards.verifier.ScriptedVerifier.asksAbout;
import static dev.errata.rewards.verifier.ScriptedVerifier.judging;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewards.verifier.Examination.Endpoint;
import dev.errata.rewards.verifier.ScriptedVerifier.Response;
import dev.errata.service.RunConfig;
import dev.errata.service.RunConfig.VerifierEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExaminerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScriptedVerifier verifier = new ScriptedVerifier();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Availability availability = new Availability("tests", Clock.systemUTC());

    private final Path folder;

    ExaminerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        verifier.close();
    }

    private Examiner examiner(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "errata.verifiers.tests.url", verifier.url().toString(),
                "errata.verifiers.tests.tasks", "code",
                "errata.verifiers.tests.first-wait", "PT0.01S",
                "errata.verifiers.tests.longest-wait", "PT0.05S",
                "errata.verifiers.tests.deadline", "PT10S"));
        more.forEach((key, value) -> settings.put("errata.verifiers.tests." + key, value));
        VerifierEndpoint config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(RunConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(RunConfig.class)
                .verifiers()
                .values()
                .iterator()
                .next();
        RequestHeaders headers =
                RequestHeaders.of(config, "errata.verifiers.tests", name -> name.equals("TOKEN") ? "s3cret" : null);
        Endpoint endpoint = new Endpoint(
                "tests",
                new VerifierCalls(config, headers),
                new Waits(config.firstWait(), config.longestWait()),
                config.attempts(),
                availability,
                new VerifierMeters(meters, "tests", availability));
        return new Examiner(endpoint, config.batchSize(), config.concurrency(), config.cacheSize());
    }

    private static Submission submission(String answer) {
        return new Submission("code", "Question?", "right", answer, Map.of());
    }

    /** Findings by answer. */
    private static Map<String, Finding> ask(Examiner examiner, String... answers) throws InterruptedException {
        Map<Submission, String> ids = new LinkedHashMap<>();
        for (String answer : answers) {
            ids.put(submission(answer), "id-of-" + answer);
        }
        Examiner.Batch batch = examiner.begin(ids);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!batch.isDone()) {
            assertThat(System.nanoTime()).as("all verdicts in time").isLessThan(deadline);
            Thread.sleep(5);
        }
        Map<String, Finding> findings = new HashMap<>();
        batch.findings().forEach((asked, finding) -> findings.put(asked.answer(), finding));
        return findings;
    }

    private static final Finding RIGHT = Finding.of(Rating.of(true, null));
    private static final Finding WRONG = Finding.of(Rating.of(false, null));

    @Test
    void answersAreAskedAboutInChunksAndKnownOnesNotAgain() throws Exception {
        try (Examiner examiner = examiner(Map.of("batch-size", "2"))) {
            assertThat(ask(examiner, "right", "a", "b"))
                    .containsOnly(Map.entry("right", RIGHT), Map.entry("a", WRONG), Map.entry("b", WRONG));
            assertThat(verifier.requests).hasSize(2);
            assertThat(ask(examiner, "right", "a"))
                    .containsEntry("right", RIGHT)
                    .containsEntry("a", WRONG);
            assertThat(verifier.requests).hasSize(2);
            assertThat(count("judged")).isEqualTo(3);
            assertThat(count("cached")).isEqualTo(2);
        }
    }

    private double count(String outcome) {
        return meters.get("errata.verifier.answers")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void aRequestIsPlainHttpWithItsHeadersAndNoOfferToUpgrade() throws Exception {
        Path file = Files.writeString(folder.resolve("headers"), "X-Team: red\n\nX-Key: k3y\n");
        try (Examiner examiner = examiner(Map.of("headers-file", file.toString(), "token-variable", "TOKEN"))) {
            ask(examiner, "right");
        }
        assertThat(verifier.headers)
                .contains("X-team: [red]", "X-key: [k3y]", "Authorization: [Bearer s3cret]")
                .noneMatch(header -> header.startsWith("Upgrade") || header.startsWith("Http2"));
    }

    @Test
    void anAnswerWithoutAUsableVerdictIsAskedAboutAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        verifier.behave(request -> judging(request, (answer, verdict) -> {
            boolean broken = answer.path("answer").asText().equals("a") && asked.incrementAndGet() < 3;
            verdict.put("score", broken ? 7 : 0.5);
        }));
        try (Examiner examiner = examiner(Map.of())) {
            assertThat(ask(examiner, "a", "b"))
                    .containsOnly(
                            Map.entry("a", Finding.of(Rating.of(0.5, null))),
                            Map.entry("b", Finding.of(Rating.of(0.5, null))));
        }
        assertThat(verifier.requests).hasSize(3);
    }

    @Test
    void anAnswerThatNeverHasAUsableVerdictFailsWithTheReason() throws Exception {
        verifier.behave(request -> judging(
                request,
                (answer, verdict) ->
                        verdict.put("score", answer.path("answer").asText().equals("a") ? 7 : 1)));
        try (Examiner examiner = examiner(Map.of())) {
            Map<String, Finding> findings = ask(examiner, "a", "b");
            assertThat(findings.getOrDefault("a", RIGHT).rating()).isNull();
            assertThat(findings.getOrDefault("a", RIGHT).failure())
                    .isEqualTo("The verifier 'tests' gave no usable verdict in 3 attempts: its score is 7, which is no"
                            + " number from 0 to 1.");
            assertThat(findings).containsEntry("b", Finding.of(Rating.of(1, null)));
        }
        assertThat(count("failed")).isOne();
        assertThat(availability.outage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400, 413, 422, 500})
    void anAnswerThatTheVerifierCannotReadFailsAloneWhateverTheSizeOfItsChunk(int status) throws Exception {
        verifier.behave(request -> asksAbout(request, "poison")
                ? new Response(status, "{\"verdicts\": [{\"id")
                : ScriptedVerifier.honest(request));
        try (Examiner examiner = examiner(Map.of("deadline", "PT1S", "attempts", "2"))) {
            Map<String, Finding> findings = ask(examiner, "right", "a", "poison", "b", "c");
            assertThat(findings.remove("poison").failure()).contains("in 2 attempts");
            assertThat(findings)
                    .containsOnly(
                            Map.entry("right", RIGHT),
                            Map.entry("a", WRONG),
                            Map.entry("b", WRONG),
                            Map.entry("c", WRONG));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 401, 404, 429, 500, 502, 503})
    void aVerifierThatIsDownIsWaitedForAndNoVerdictIsInvented(int status) throws Exception {
        AtomicInteger failures = new AtomicInteger(12);
        verifier.behave(request -> failures.getAndDecrement() > 0
                ? new Response(status, "{\"error\": {\"code\": 429}}")
                : ScriptedVerifier.honest(request));
        try (Examiner examiner = examiner(Map.of("deadline", status == 0 ? "PT0.2S" : "PT10S"))) {
            assertThat(ask(examiner, "right", "a")).containsOnly(Map.entry("right", RIGHT), Map.entry("a", WRONG));
        }
        assertThat(availability.outage()).isEmpty();
        assertThat(meters.get("errata.verifier.down").gauge().value()).isZero();
    }

    @Test
    void whileItIsDownTheReasonAndTheStartAreKnownAndNoSecretIsShown() throws Exception {
        verifier.behave(request -> new Response(401, "bad token s3cret"));
        try (Examiner examiner = examiner(Map.of("token-variable", "TOKEN"))) {
            Examiner.Batch batch = examiner.begin(Map.of(submission("right"), "id"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (availability.outage().isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(5);
            }
            assertThat(availability.outage().orElseThrow().reason())
                    .isEqualTo("status 401 (bad token [secret]): check headers-file and token-variable");
            assertThat(meters.get("errata.verifier.waiting").gauge().value()).isOne();
            batch.cancel();
        }
    }

    @Test
    void aReplyThatIsTooLongIsNotRead() throws Exception {
        verifier.behave(request -> request.path("answers").isEmpty()
                ? ScriptedVerifier.honest(request)
                : new Response(200, " ".repeat(2_000_000)));
        try (Examiner examiner = examiner(Map.of("max-reply-bytes", "1000"))) {
            assertThat(ask(examiner, "a").getOrDefault("a", RIGHT).failure()).contains("longer than 1000 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Key: k3y\u200b", "X Key: k3y", "k3y", "X-Key:"})
    void aHeaderThatCannotBeSentIsRefusedWithItsLineAndWithoutItsValue(String line) throws Exception {
        Path file = Files.writeString(folder.resolve("headers"), "X-Team: red\n" + line + "\n");
        assertThatThrownBy(() -> examiner(Map.of("headers-file", file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("errata.verifiers.tests.headers-file")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("k3y"));
    }

    @Test
    void aMissingTokenVariableIsRefused() {
        assertThatThrownBy(() -> examiner(Map.of("token-variable", "NOT_SET")))
                .hasMessageContaining("errata.verifiers.tests.token-variable=NOT_SET");
    }

    /** By hand: 0.5, 1, 2, 4, and 5 from then on. */
    @Test
    void waitsDoubleUpToTheLongest() {
        Waits waits = new Waits(Duration.ofMillis(500), Duration.ofSeconds(5));
        assertThat(waits.before(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(waits.before(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(waits.before(4)).isEqualTo(Duration.ofSeconds(5));
        assertThat(waits.before(1_000_000)).isEqualTo(Duration.ofSeconds(5));
    }
}
