package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final Map<Split, Integer> SIZES =
            Map.of(Split.WARM_UP, 2_000, Split.TRAINING, 2_000, Split.REWARD_MODEL, 20_000, Split.HELD_OUT, 1_024);

    @Test
    void theSetsOfTheDemoShareNoQuestion() {
        Set<String> all = new HashSet<>();
        SIZES.forEach((split, size) -> questions(split, size).forEach(question -> {
            assertThat(Split.of(question.text())).isEqualTo(split);
            assertThat(all.add(question.text())).as(question.text()).isTrue();
        }));
        assertThat(all).hasSize(25_024);
    }

    @Test
    void largerSetsFitIntoTheSplits() {
        assertThat(questions(Split.WARM_UP, 4_000)).hasSize(4_000);
        assertThat(questions(Split.TRAINING, 8_000)).hasSize(8_000);
        assertThat(questions(Split.HELD_OUT, 4_000)).hasSize(4_000);
    }

    @Test
    void anExhaustedQuestionSpaceIsReportedWithoutAWait() {
        Difficulty tiny = new Difficulty("tiny", 2, 2, 0.5, 0, 2, 2, 50, 2, 2);
        assertThatThrownBy(() -> new QuestionGenerator(tiny, Split.REWARD_MODEL, 1).distinct(1_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask for fewer");
    }

    @Test
    void theSharesAddUpToAHundredAndQuestionsFollowThem() {
        assertThat(Arrays.stream(Split.values()).mapToInt(Split::percent).sum()).isEqualTo(100);
        int[] counts = new int[Split.values().length];
        for (int i = 0; i < 100_000; i++) {
            counts[Split.of(i % 97 + "*" + i + "+" + i / 7).ordinal()]++;
        }
        for (Split split : Split.values()) {
            assertThat(counts[split.ordinal()] / 1_000.0).isBetween(split.percent() - 1.0, split.percent() + 1.0);
        }
    }

    @Test
    void theAssignmentNeverChanges() {
        assertThat(List.of("4*2+8+6*4", "2*3+4", "9-2*2+1", "1+2*6-3"))
                .extracting(Split::of)
                .containsExactly(Split.REWARD_MODEL, Split.WARM_UP, Split.TRAINING, Split.REWARD_MODEL);
    }

    @Test
    void theSameSeedGivesTheSameQuestionsAndReferencesAndAnotherSeedOthers() {
        assertThat(questions(Split.TRAINING, 200)).isEqualTo(questions(Split.TRAINING, 200));
        assertThat(new QuestionGenerator(Difficulty.demo(), Split.TRAINING, 12).distinct(200))
                .isNotEqualTo(questions(Split.TRAINING, 200));
    }

    private static List<ArithmeticQuestion> questions(Split split, int size) {
        return new QuestionGenerator(Difficulty.demo(), split, 11).distinct(size);
    }
}
