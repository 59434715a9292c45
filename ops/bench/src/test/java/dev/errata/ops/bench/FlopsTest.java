package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.policy.weights.ModelConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The count against numbers worked out by hand for one tiny network. */
class FlopsTest {

    /**
     * Hidden 4, 1 layer, 2 heads of width 2, 1 key-value head, MLP 3, vocabulary 5: query 16, key and value 16, output
     * 16, MLP 36 weights, 84 in all; the head has 20.
     */
    private static final ModelConfig NETWORK =
            new ModelConfig("llama", 4, 1, 2, 1, 2, 3, 5, 64, 10_000, 1e-6, false, false);

    private static final int PER_TOKEN = 2 * 84;
    private static final int PER_PREDICTION = 2 * 20;
    private static final int PER_ATTENDED = 4 * 1 * 2 * 2;

    private final Flops flops = new Flops(NETWORK);

    @Test
    void theLastTokenOfASequenceIsNotRead() {
        // 3 tokens read (2 of the prompt, 1 of the answer), each attends to itself and those before: 1 + 2 + 3.
        assertThat(flops.forward(List.of(sequence(2, 2))))
                .isEqualTo(3 * PER_TOKEN + 2 * PER_PREDICTION + 6 * PER_ATTENDED);
    }

    @Test
    void anUpdateCountsAsThreeForwardPasses() {
        List<TrainingSequence> sequences = List.of(sequence(2, 2), sequence(1, 5));
        assertThat(flops.update(sequences)).isEqualTo(3 * flops.forward(sequences));
    }

    @Test
    void samplingAnAnswerCountsAsReadingIt() {
        TrainingSequence sequence = sequence(3, 4);
        assertThat(flops.sampling(List.of(sequence.prompt()), List.of(completion(4))))
                .isEqualTo(flops.forward(List.of(sequence)));
    }

    @Test
    void aSharedPromptIsReadOnce() {
        int[] prompt = {1, 2};
        double one = flops.sampling(List.of(prompt), List.of(completion(3)));
        double two = flops.sampling(List.of(prompt, prompt.clone()), List.of(completion(3), completion(3)));
        // Reading 2 tokens of the prompt, which attend to 1 + 2 positions.
        assertThat(two).isEqualTo(2 * one - (2 * PER_TOKEN + 3 * PER_ATTENDED));
    }

    @Test
    void theOperationsOfShapeAFollowFromItsWeights() {
        // 6 layers of 4 x 256^2 + 3 x 256 x 688 weights, head 256 x 512; one token read, none before it.
        assertThat(new Flops(BenchNetwork.named("A").config()).forward(List.of(sequence(1, 1))))
                .isEqualTo(2.0 * 6 * (4 * 256 * 256 + 3 * 256 * 688) + 2.0 * 256 * 512 + 4.0 * 6 * 256);
    }

    private static TrainingSequence sequence(int prompt, int answer) {
        return new TrainingSequence(new int[prompt], new int[answer], new float[0][]);
    }

    private static Completion completion(int tokens) {
        return new Completion(new int[tokens], new float[tokens], false);
    }
}
