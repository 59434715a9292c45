package dev.errata.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.fakes.Scored;
import dev.errata.policy.training.TrainingSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencesTest {

    @Test
    void aCorrectAnswerIsOneSequenceWithRewardsAndImitationWeights() {
        List<TrainingSequence> sequences = Sequences.of(Scored.correct("r", 0));
        assertThat(sequences).hasSize(1);
        TrainingSequence only = sequences.get(0);
        assertThat(only.prompt()).containsExactly(1, 7);
        assertThat(only.answer()).containsExactly(3, 4, 2);
        assertThat(only.channels())
                .isDeepEqualTo(new float[][] {{-0.1f * 3, -0.1f * 4, -0.1f * 2}, {0.3f, 0, 0.5f}, {0.5f, 0.5f, 0.5f}});
    }

    @Test
    void aWrongAnswerCarriesItsRewardsAndItsRewriteTheImitationWeights() {
        List<TrainingSequence> sequences = Sequences.of(Scored.wrong("r", 0));
        assertThat(sequences).hasSize(2);
        assertThat(sequences.get(0).answer()).containsExactly(3, 5, 2);
        assertThat(sequences.get(0).channels()[1]).containsExactly(0, -0.1f, 0);
        assertThat(sequences.get(0).channels()[2]).containsExactly(0, 0, 0);
        assertThat(sequences.get(1).prompt()).containsExactly(1, 7);
        assertThat(sequences.get(1).answer()).containsExactly(3, 4, 6, 2);
        assertThat(sequences.get(1).channels())
                .isDeepEqualTo(new float[][] {{0, 0, 0, 0}, {0, 0, 0, 0}, {0.5f, 1, 1, 0.5f}});
    }

    @Test
    void aWrongAnswerWithoutRewardsIsLeftOutAndItsRewriteIsNot() {
        List<TrainingSequence> sequences =
                Sequences.of(Scored.of("r", 0, List.of(5, 2), List.of(0f, 0f), List.of(4, 2), List.of(1f, 0.5f)));
        assertThat(sequences).hasSize(1);
        assertThat(sequences.get(0).answer()).containsExactly(4, 2);
    }

    @Test
    void aRolloutWithoutAnyRewardOrWeightGivesNothing() {
        assertThat(Sequences.of(Scored.of("r", 0, List.of(5), List.of(0f), List.of(5), List.of(0f))))
                .isEmpty();
    }
}
