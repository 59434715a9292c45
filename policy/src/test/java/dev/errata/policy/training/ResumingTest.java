package dev.errata.policy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training begun on one backend continues on the other. */
class ResumingTest {

    private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.98, 1e-8, 0.1, 0.5);
    private static final double RATE = 1e-2;

    /**
     * A tenth of a step: where a gradient is almost 0, its rounding decides in which direction AdamW takes its step.
     */
    private static final float WEIGHTS = 1e-3f;

    private final Path folder;

    ResumingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Policy policy(boolean torch, Path at, String family, long seed) throws IOException {
        Policy policy = torch ? TinyPolicy.onTorch(at, family, seed) : TinyPolicy.create(at, family, seed);
        assertThat(policy.backendName()).isEqualTo(torch ? "torch" : "vector");
        return policy;
    }

    @ParameterizedTest(name = "{1}, begun by PyTorch {0}")
    @CsvSource({"false, qwen2", "true, qwen2", "false, llama", "true, llama"})
    void theNextStepIsTheSameUpToRounding(boolean torch, String family) throws IOException {
        Path state = folder.resolve("state.safetensors");
        Path again = folder.resolve("again.safetensors");
        try (Policy begun = policy(torch, folder.resolve("a"), family, 5);
                Policy other = policy(!torch, folder.resolve("b"), family, 6);
                Trainer first = new Trainer(begun, new CriticObjective(), SETTINGS);
                Trainer second = new Trainer(other, new CriticObjective(), SETTINGS)) {
            for (int step = 0; step < 3; step++) {
                first.step(Batches.valued(step, 5), RATE);
            }
            first.saveState(state);
            TinyPolicy.assign(other, TinyPolicy.weights(begun));
            second.loadState(state);
            assertThat(second.steps()).isEqualTo(3);
            second.saveState(again);
            assertThat(Files.mismatch(state, again)).isEqualTo(-1);

            StepResult expected = first.step(Batches.valued(3, 5), RATE);
            StepResult found = second.step(Batches.valued(3, 5), RATE);
            assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-5));
            assertThat(found.gradientNorm()).isCloseTo(expected.gradientNorm(), within(1e-5));
            Map<String, float[]> weights = TinyPolicy.weights(begun);
            TinyPolicy.weights(other)
                    .forEach((name, numbers) ->
                            assertThat(numbers).as(name).containsExactly(weights.get(name), within(WEIGHTS)));
        }
    }
}
