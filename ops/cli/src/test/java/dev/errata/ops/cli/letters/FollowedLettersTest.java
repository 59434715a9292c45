package dev.errata.ops.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.ops.cli.commands.ErrataCommand;
import dev.errata.schemas.DeadLetterReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code errata dead-letters --follow} in a process of its own, which is interrupted as Ctrl-C does. */
@Timeout(120)
class FollowedLettersTest {

    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void newLettersAreShownWithinSecondsAndAnInterruptionEndsTheCommandWell() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            LetterRun run = new LetterRun(cluster, "followed");
            run.dead("mine", "1", "first", DeadLetterReason.MALFORMED, "Not JSON.");
            Path printed = folder.resolve("printed");
            Process follower = follow(run, printed);
            try {
                await(START, printed, "  first");
                run.dead("mine", "2", "second", DeadLetterReason.MALFORMED, "Not JSON.");
                await(Duration.ofSeconds(5), printed, "  second");
                new ProcessBuilder("kill", "-INT", Long.toString(follower.pid()))
                        .start()
                        .waitFor();
                assertThat(follower.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(follower.exitValue()).isZero();
                assertThat(Files.readAllLines(printed)).contains("2 dead letters");
            } finally {
                follower.destroyForcibly();
            }
        }
    }

    private static Process follow(LetterRun run, Path printed) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ErrataCommand.class.getName(),
                "dead-letters",
                "--follow"));
        command.addAll(run.connection());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static void await(Duration deadline, Path printed, String line) throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        while (!Files.readAllLines(printed).contains(line)) {
            assertThat(System.nanoTime())
                    .as("%s in %s", line, Files.readString(printed))
                    .isLessThan(end);
            Thread.sleep(50);
        }
    }
}
