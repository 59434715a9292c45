package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One short demo over a real broker: every process is the one that users run. While it runs, a new question source with
 * a bad line appears and actor, scorer and learner are killed; afterwards the log must add up.
 */
class WholeLoopTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> KILLED = List.of("actor", "reward-scorer", "learner");

    /** Exit code of an import that refused some records. */
    private static final int SOME_REFUSED = 3;

    private final Path folder;

    WholeLoopTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void theLoopLearnsThroughKillsAndNewSourcesAndTheLogAddsUp() throws Exception {
        Path state = folder.resolve("state");
        Path report = folder.resolve("report.json");
        int ports = FreePorts.eight();
        List<ProcessHandle> started;
        try (ErrataProcess demo = ErrataProcess.start(
                folder.resolve("demo.txt"),
                "demo",
                "--minutes",
                "0.7",
                "--state",
                state,
                "--report",
                report,
                "--port-base",
                ports)) {
            await("the first update", demo, () -> contains(demo, "first update after"));
            started = demo.children();
            // At once: on a busy machine the time of the training is over before another command has started.
            for (String role : KILLED) {
                kill(state, role);
            }
            assertThat(importedQuestions(state)).contains("published 2 questions to questions.extra");
            assertThat(demo.await(PATIENCE)).as(demo.printed()).isZero();
            assertThat(demo.printed())
                    .contains(
                            KILLED.stream().map(role -> "The " + role + " died").toArray(String[]::new));
        }
        assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThatTheReportAddsUp(new ObjectMapper().readTree(report.toFile()));
        String audit = ErrataProcess.run(folder.resolve("audit.txt"), PATIENCE, "audit", "--state", state);
        assertThat(audit).contains("clean");
    }

    private String importedQuestions(Path state) throws Exception {
        Path questions = folder.resolve("extra.jsonl");
        Files.writeString(
                questions,
                """
                {"id":"one","source":"extra","text":"2*3+4","gold":"10","reference":"2*3=6;6+4=10;####10","task":"arithmetic"}
                this line is no question
                {"id":"two","source":"extra","text":"5*2-3","gold":"7","reference":"5*2=10;10-3=7;####7","task":"arithmetic"}
                """);
        try (ErrataProcess errata = ErrataProcess.start(
                folder.resolve("import.txt"),
                "questions",
                "import",
                "--source",
                "extra",
                "--state",
                state,
                questions)) {
            assertThat(errata.await(PATIENCE)).as(errata.printed()).isEqualTo(SOME_REFUSED);
            return errata.printed();
        }
    }

    private static void assertThatTheReportAddsUp(JsonNode report) {
        assertThat(report.get("rollouts").asLong())
                .isPositive()
                .isEqualTo(report.get("scored").asLong()
                        + report.get("rejected").asLong()
                        + report.get("pending").asLong());
        assertThat(report.get("questions").asLong() * 4)
                .isEqualTo(report.get("rollouts").asLong());
        assertThat(report.get("staleness_max").asLong())
                .isLessThanOrEqualTo(report.get("staleness_limit").asLong());
        assertThat(report.get("updates").asLong()).isPositive();
        assertThat(report.get("policy_version").asLong()).isPositive();
        assertThat(report.get("accuracy_before").asDouble()).isBetween(0.25, 0.60);
        assertThat(report.get("held_out").asLong()).isGreaterThanOrEqualTo(512);
    }

    private static void kill(Path state, String role) throws IOException {
        long pid = Long.parseLong(
                Files.readString(state.resolve("pids").resolve(role + ".pid")).strip());
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static boolean contains(ErrataProcess demo, String text) {
        try {
            return demo.printed().contains(text);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static void await(String what, ErrataProcess demo, BooleanSupplier happened) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(demo.isAlive()).as(demo.printed()).isTrue();
            assertThat(System.nanoTime() - deadline)
                    .as("waiting for " + what + ":\n" + demo.printed())
                    .isNegative();
            Thread.sleep(200);
        }
    }
}
