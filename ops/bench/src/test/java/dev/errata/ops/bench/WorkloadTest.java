package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The workloads that are drawn for benchmarks. The golden numbers were printed by this code on the day it was written
 * (JDK 17).
 */
class WorkloadTest {

    private static final int VOCABULARY = 512;

    @Test
    void equalAnswersHaveDifferentPromptsOfOneLengthAndNothingStopsThem() {
        SampleWorkload workload = SampleWorkload.equal(64, 32, 96, VOCABULARY, 1);
        assertThat(workload.prompts()).hasSize(64).allMatch(prompt -> prompt.length == 32);
        assertThat(workload.prompts().stream().map(Arrays::toString).distinct()).hasSize(64);
        assertThat(workload.stop()).isEmpty();
        assertThat(workload.name()).isEqualTo("64 answers x 96 tokens to prompts of 32");
    }

    @Test
    void mixedAnswersShareTheirPromptByFourAndOneTokenIn32Stops() {
        SampleWorkload workload = SampleWorkload.mixed(VOCABULARY, 1);
        assertThat(workload.prompts()).hasSize(256).allMatch(prompt -> prompt.length >= 8 && prompt.length <= 128);
        for (int answer = 0; answer < 256; answer++) {
            assertThat(workload.prompts().get(answer))
                    .isSameAs(workload.prompts().get(answer - answer % 4));
        }
        assertThat(workload.stop()).hasSize(16).contains(31, 511).allMatch(token -> token < VOCABULARY);
    }

    @Test
    void theFirstQuarterOfASequenceIsThePrompt() {
        BatchWorkload workload = BatchWorkload.equal(32, 128, VOCABULARY, 1);
        assertThat(workload.sequences())
                .hasSize(32)
                .allMatch(sequence -> sequence.prompt().length == 32 && sequence.answer().length == 96);
        assertThat(workload.tokens()).isEqualTo(32 * 128);
    }

    @Test
    void mixedSequencesHaveTheSameLengthsInEveryVocabulary() {
        BatchWorkload small = BatchWorkload.mixed(VOCABULARY, 1);
        BatchWorkload large = BatchWorkload.mixed(2048, 1);
        assertThat(lengths(small))
                .isEqualTo(lengths(large))
                .hasSize(64)
                .allMatch(length -> length >= 16 && length <= 256);
    }

    @Test
    void theSameSeedGivesTheSameWorkload() {
        assertThat(WorkloadFile.describe(BatchWorkload.mixed(VOCABULARY, 3)))
                .isEqualTo(WorkloadFile.describe(BatchWorkload.mixed(VOCABULARY, 3)))
                .isNotEqualTo(WorkloadFile.describe(BatchWorkload.mixed(VOCABULARY, 4)));
    }

    @Test
    void seedOneGivesTheWorkloadOfThePublishedResults() {
        assertThat(SampleWorkload.mixed(VOCABULARY, 1).prompts().get(0)).startsWith(157, 354, 83, 327, 440, 117);
        assertThat(BatchWorkload.mixed(VOCABULARY, 1).tokens()).isEqualTo(9_399);
        assertThat(lengths(BatchWorkload.mixed(VOCABULARY, 1))).startsWith(222, 237, 101, 35, 89, 134);
    }

    @Test
    void theFileHasEveryFieldThatAPeerNeeds() {
        ObjectNode sample = WorkloadFile.describe(SampleWorkload.equal(2, 3, 4, VOCABULARY, 1));
        assertThat(sample.path("prompts")).hasSize(2);
        assertThat(sample.path("new_tokens").asInt()).isEqualTo(4);
        assertThat(sample.path("stop")).isEmpty();
        ObjectNode batch = WorkloadFile.describe(BatchWorkload.equal(2, 8, VOCABULARY, 1));
        assertThat(batch.path("objective").path("clip_low").asDouble()).isEqualTo(0.3);
        assertThat(batch.path("optimizer").path("beta2").asDouble()).isEqualTo(0.98);
        assertThat(batch.path("sequences")).hasSize(2).allSatisfy(sequence -> {
            assertThat(sequence.path("prompt")).hasSize(2);
            for (String name : List.of("answer", "behavior_log_probs", "rewards", "imitation_weights")) {
                assertThat(sequence.path(name)).hasSize(6);
            }
        });
    }

    private static List<Integer> lengths(BatchWorkload workload) {
        return workload.sequences().stream()
                .map(sequence -> sequence.prompt().length + sequence.answer().length)
                .toList();
    }
}
