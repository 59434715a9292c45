package dev.errata.actors.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingBudgetTest {

    @ParameterizedTest(name = "η {0}, R {1}, n {2}, batch {3}, queued {4}, actors {5}, standstill {6} -> {7}")
    @CsvSource({
        // The defaults: room for three versions.
        "4, 256, 4, 256,    0, 1, false, 256",
        "4, 256, 4, 256,  512, 1, false, 256",
        "4, 256, 4, 256,  513, 1, false,   0",
        "4, 256, 4, 256, 9999, 1, false,   0",
        "4, 256, 4, 256, 9999, 1, true,    0",
        // Less than a full batch only where nothing more is to be waited for.
        "4, 256, 4, 256,  520, 1, true,  248",
        "4, 256, 4, 256,  767, 1, true,    0",
        // Actors share the room: the batches under way take half of it, 768 / 2A, and the queue may be the other half.
        "4, 256, 4, 256,  384, 2, false, 192",
        "4, 256, 4, 256,  385, 2, false,   0",
        "4, 256, 4, 256,  384, 3, false, 128",
        "4, 256, 4, 256,  385, 3, false,   0",
        "4, 256, 4, 256,  384, 4, false,  96",
        "4, 256, 4, 256,  385, 4, false,   0",
        "4, 256, 4, 256,  401, 4, true,   88",
        // Whole questions: 768 / 18 is 42.
        "4, 256, 4, 256,    0, 9, false,  40",
        "4, 256, 4, 256,  408, 9, false,  40",
        "4, 256, 4, 256,  409, 9, false,   0",
        // More actors than there is room for two questions each: one question at a time.
        "4, 256, 4, 256,    0, 150, false, 4",
        "4, 256, 4, 256,  169, 150, false, 0",
        // One version of lag: as much as one version trains on, in two halves.
        "1, 256, 4, 256,    0, 1, false, 128",
        "1, 256, 4, 256,  128, 1, false, 128",
        "1, 256, 4, 256,  129, 1, false,   0",
        "2, 256, 4, 256,  140, 1, true,  116",
        // The synchronous mode waits for an empty queue, unless what is left is too little for the learner.
        "0, 256, 4, 128,    0, 1, false, 128",
        "0, 256, 4, 128,   40, 1, false,   0",
        "0, 256, 4, 128,   40, 1, true,  128",
        "0, 256, 4, 128,    0, 3, false,  84",
        "0,  64, 4, 256,    0, 1, false,  64",
        // A source with 64 answers per question: one question at a time where its share of the room is small.
        "4, 256, 64, 256,   0, 1, false, 256",
        "4, 256, 64, 256,   0, 9, false,  64",
        "4, 256, 64, 256, 200, 9, false,   0",
        // A question with more answers than there is room for: it waits until the learner has too little to train on.
        "1,  64, 40, 64,   40, 1, false,   0",
        "1,  64, 40, 64,   40, 1, true,   40",
        "1,  64, 40, 64,   64, 1, true,    0",
        "1,  64, 64, 64,    0, 2, false,  64",
        "4,  64, 64, 64,   64, 4, true,    0",
    })
    void theBudgetFollowsFromTheStalenessBound(
            int maxStaleness,
            int perVersion,
            int answers,
            int batch,
            long queued,
            int actors,
            boolean standstill,
            int admitted) {
        assertThat(new SamplingBudget(maxStaleness, perVersion, batch).admitted(queued, actors, standstill, answers))
                .isEqualTo(admitted);
    }

    @Test
    void settingsThatAllowNoQuestionAreRefused() {
        assertThatThrownBy(() -> SamplingBudget.of(4, 3, 4, 64)).hasMessageContaining("actor.rollouts-per-version = 3");
        assertThatThrownBy(() -> SamplingBudget.of(-1, 256, 4, 64)).hasMessageContaining("actor.max-staleness");
    }
}
