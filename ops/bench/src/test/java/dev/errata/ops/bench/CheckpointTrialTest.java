package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.bench.CheckpointTrial.Stage;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointTrialTest {

    private final BenchNetwork tiny = new BenchNetwork(
            "tiny", new ModelConfig("llama", 16, 1, 2, 2, 8, 24, 64, 64, 10_000, 1e-6, false, false), Optional.empty());

    @Test
    void aTrialLoadsSamplesAndTakesAStep() {
        List<Stage> heard = new ArrayList<>();
        List<Stage> stages = new CheckpointTrial(tiny, 2, 16, 3, "cpu").run(heard::add);
        assertThat(stages).extracting(Stage::name).containsExactly("load", "sample", "step");
        assertThat(stages).allMatch(stage -> stage.seconds() >= 0);
        assertThat(heard).isEqualTo(stages);
    }
}
