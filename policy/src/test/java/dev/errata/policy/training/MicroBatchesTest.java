package dev.errata.policy.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.network.PromptSharing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBatchesTest {

    @Test
    void bundlesStayTogetherInMicroBatchesOfAnySize(@TempDir Path folder) throws IOException {
        TrainingBatch plain = Batches.weighted(3, 20);
        List<int[]> bundles = List.of(new int[] {0, 19}, new int[] {1, 18}, new int[] {7, 3}, new int[] {3, 12});
        TrainingBatch bundled = new TrainingBatch(plain.sequences(), bundles);
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 5)) {
            List<List<Integer>> parts = parts(policy, bundled, 1);
            assertThat(parts.stream().flatMap(List::stream)).hasSize(20).doesNotHaveDuplicates();
            assertThat(parts).hasSize(20 - 4);
            for (int[] bundle : bundles) {
                assertThat(parts).anySatisfy(part -> assertThat(part)
                        .contains(Arrays.stream(bundle).boxed().toArray(Integer[]::new)));
            }
            assertThat(parts(policy, new TrainingBatch(plain.sequences()), 1)).hasSize(20);
            assertThat(parts(policy, bundled, 10_000)).hasSize(1);
        }
    }

    private static List<List<Integer>> parts(Policy policy, TrainingBatch batch, long budget) {
        MicroBatches cut = new MicroBatches(batch, PromptSharing.masked(policy.config(), 4096), budget);
        List<List<Integer>> parts = new ArrayList<>();
        for (int part = 0; part < cut.size(); part++) {
            parts.add(Arrays.stream(cut.answers(part).order()).boxed().toList());
        }
        return parts;
    }
}
