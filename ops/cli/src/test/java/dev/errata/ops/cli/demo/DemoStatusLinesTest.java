package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.cli.console.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoStatusLinesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    private final DemoStatusLines status = new DemoStatusLines(screen, 4);

    @Test
    void theStatusOfARunWithOneSourceNamesNoSource() {
        show(Map.of("arithmetic", 1_000L));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("training 0:30 of 8:00", "updates 12", "staleness max 3 (limit 4)")
                .doesNotContain("arithmetic");
    }

    @Test
    void aSecondSourceIsShownWithItsQuestions() {
        show(Map.of("arithmetic", 1_000L, "gsm8k", 7L));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("questions answered: ", "arithmetic 1,000", "gsm8k 7");
    }

    private void show(Map<String, Long> questions) {
        RunSnapshot run = new RunSnapshot(
                questions,
                new RunSnapshot.Rollouts(400, 12_000, 300, 80, 0),
                new RunSnapshot.Learning(12, 3, 3),
                2,
                List.of());
        status.show("training", Duration.ofSeconds(30), Duration.ofMinutes(8), run);
    }
}
