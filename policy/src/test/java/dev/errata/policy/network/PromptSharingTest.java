package dev.errata.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import dev.errata.policy.weights.ModelConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSharingTest {

    /** D 16, H W 16, G W 8, F 24: a = 2*16*32 + 2*16*16 + 6*16*24 = 3840 operations a token, c = 64 a pair. */
    private final PromptSharing sharing = PromptSharing.masked(TinyPolicy.shape("llama"), 4096);

    @Test
    void sharingPaysIfThePromptIsLongAndTheAnswersAreShort() {
        // Apart: 4 (3840 * 35 + 64 * 35^2 / 2) = 694,400; together: 3840 * 50 + 64 * 50^2 = 352,000.
        assertThat(sharing.pays(30, new int[] {5, 5, 5, 5})).isTrue();
        // Apart: 2 (3840 * 201 + 64 * 201^2 / 2) = 4,129,344; together: 3840 * 401 + 64 * 401^2 = 11,830,304.
        assertThat(sharing.pays(1, new int[] {200, 200})).isFalse();
        assertThat(sharing.pays(30, new int[] {5})).isFalse();
    }

    /** D 4096, H W 4096, G W 1024, F 11008: a = 2*4096*6144 + 2*4096*4096 + 6*4096*11008 = 3.5e8, c = 16384. */
    @Test
    void answersBeyondTheMaskLimitFormAnotherGroup() {
        PromptSharing large = PromptSharing.masked(
                new ModelConfig("llama", 4096, 2, 32, 8, 128, 11008, 32_000, 131_072, 10_000, 1e-6, false, false),
                4096);
        int[] prompt = new int[2000];
        List<int[]> prompts = Collections.nCopies(6, prompt);
        List<int[]> answers =
                List.of(new int[1000], new int[1000], new int[1000], new int[1096], new int[1], new int[3000]);
        // 2000 + 1000 + 1000, then 2000 + 1000 + 1096 = 4096; with one token more it is another group.
        assertThat(large.groups(prompts, answers))
                .containsExactly(new int[] {0, 1}, new int[] {2, 3}, new int[] {4}, new int[] {5});
    }

    @Test
    void withoutAMaskSharingAlwaysPays() {
        PromptSharing always = PromptSharing.always(500);
        assertThat(always.pays(1, new int[] {200, 200})).isTrue();
        assertThat(always.pays(30, new int[] {5})).isFalse();
        List<int[]> prompts = Collections.nCopies(4, new int[100]);
        List<int[]> answers = List.of(new int[200], new int[200], new int[1], new int[600]);
        // 100 + 200 + 200, then 100 + 1; an answer that is too long by itself stands alone.
        assertThat(always.groups(prompts, answers)).containsExactly(new int[] {0, 1}, new int[] {2}, new int[] {3});
    }

    @Test
    void answersBehindOnePromptHaveTheLogProbsOfAnswersBehindTheirOwn(@TempDir Path folder) throws IOException {
        Random random = new Random(4);
        List<int[]> prompts = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        for (int question = 0; question < 5; question++) {
            int[] prompt = TinyPolicy.tokens(random, 20 + random.nextInt(20));
            for (int answer = 0; answer < 1 + question; answer++) {
                prompts.add(prompt);
                answers.add(TinyPolicy.tokens(random, 1 + random.nextInt(6)));
            }
        }
        assertThat(sharing.groups(prompts, answers)).hasSize(5);
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 3)) {
            List<float[]> together = policy.logProbs(prompts, answers, 1);
            for (int i = 0; i < answers.size(); i++) {
                float[] alone = policy.logProbs(List.of(prompts.get(i)), List.of(answers.get(i)), 1)
                        .get(0);
                assertThat(together.get(i)).containsExactly(alone, within(1e-5f));
            }
        }
    }
}
