package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.experiment.TrialResult.Point;
import dev.errata.schemas.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialResultTest {

    /** As Errata wrote it before sources and restarts were recorded. */
    private static final String OLDER =
            """
            {
              "arm" : "dpo", "seed" : 1, "settings" : { "learner.objective" : "dpo" },
              "curve" : [ { "version" : 0, "minutes" : 0.0, "trainedTokens" : 0, "accuracy" : 0.392 } ],
              "finals" : { "tuning" : 0.392 },
              "updates" : 421, "minutes" : 1.0, "rollouts" : 33000, "sampledTokens" : 900000, "stalenessMax" : 2, "clean" : true
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFileWithoutSourcesAndRestartsCanBeRead() throws IOException {
        Files.writeString(folder.resolve("result.json"), OLDER);
        TrialResult result = TrialResult.read(folder).orElseThrow();
        assertThat(result.sources()).isNull();
        assertThat(result.restarts()).isEmpty();
        assertThat(result.best().accuracy()).isEqualTo(0.392);
    }

    @Test
    void settingsAndSourcesReadFromTheFileAreUnchanged() {
        assertThat(TrialResult.exists(folder)).isFalse();
        TrialResult result = new TrialResult(
                "dpo",
                1,
                Map.of("learner.objective", "dpo"),
                new TrialInputs("0123456789ab", "ba9876543210", 200, false, "0.1.0 fe3fa950e4e3-dirty"),
                List.of(new Point(0, 0, 0, 0.4)),
                Map.of("held-out", 0.4),
                1,
                2,
                3,
                4,
                0,
                true,
                Map.of("learner", 2),
                Map.of(SkipReason.ALWAYS_RIGHT, 7L));
        result.write(folder);
        assertThat(TrialResult.exists(folder)).isTrue();
        assertThat(TrialResult.read(folder)).contains(result);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.writeString(folder.resolve("result.json"), OLDER.substring(0, 40));
        assertThatThrownBy(() -> TrialResult.read(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("result.json cannot be read: delete the folder");
    }
}
