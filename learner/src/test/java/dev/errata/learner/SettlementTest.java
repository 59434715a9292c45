package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredRollout;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records set aside while no batch is full, with the learner killed at any place. */
class SettlementTest {

    private static final int BATCH = LearnerLives.BATCH;
    private static final int PARTITIONS = LearnerLives.PARTITIONS;

    private final Path folder;
    private final LearnerLives run;
    private final MemoryScoredLog scored;
    private final MemoryAnnouncer announced;

    SettlementTest(@TempDir Path folder) {
        this.folder = folder;
        this.run = new LearnerLives(folder);
        this.scored = run.scored();
        this.announced = run.announced();
    }

    static IntStream places() {
        return IntStream.range(0, 48);
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    /** One update is not published yet, and half a batch waits, when nothing comes any more that can be trained on. */
    @ParameterizedTest(name = "killed at place {0}")
    @MethodSource("places")
    void aLearnerKilledDuringASettlementEndsWithTheSameHistory(int place, @TempDir Path undisturbed) {
        fillWithRecordsToSetAside();
        run.learnOn(new CrashPlan(place));
        run.learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
        MemoryAnnouncer reference = run.undisturbed(undisturbed);
        assertThat(History.withoutTimes(announced)).isEqualTo(History.withoutTimes(reference));
        assertThat(reference.committed().stream()
                        .filter(outbox -> outbox.update().getSettlements() > 0))
                .hasSizeGreaterThan(4);
        assertThat(reference.committed())
                .allMatch(outbox ->
                        outbox.rejected().size() + outbox.deadLetters().size() < 3 * BATCH);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLearnerKilledRepeatedlyWhileItSettlesLosesAndRepeatsNothing(long seed) {
        Random random = new Random(seed);
        fillWithRecordsToSetAside();
        for (int life = 0; life < 12; life++) {
            run.learnOn(new CrashPlan(random.nextInt(8)));
        }
        run.learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
    }

    @Test
    void rolloutsThatAreAllSetAsideAreReportedAndDoNotCountAsQueued() {
        for (int i = 0; i < 3 * BATCH; i++) {
            scored.appendGarbage(i % PARTITIONS);
        }
        run.learnOn(CrashPlan.none());

        assertThat(announced.committed())
                .extracting(outbox -> outbox.deadLetters().size())
                .containsExactly(0, BATCH, BATCH, BATCH);
        assertThat(announced.committed())
                .extracting(outbox -> outbox.update().getVersion())
                .containsOnly(0L);
        assertThat(announced.groupOffsets()).isEqualTo(run.ends());
        assertThat(folder.resolve("checkpoints/0.3")).isDirectory();
        assertThat(folder.resolve("checkpoints/0.2")).doesNotExist();
    }

    /** The learner stops after publishing all of them, so that a restart continues after them. */
    @Test
    void actorsThatSampleFromAnotherDistributionStopTheLearnerButNotItsNextStart() {
        for (int i = 0; i < 3 * BATCH; i++) {
            ScoredRollout cold = Scored.wrong("cold" + i, 0);
            cold.getRollout().setSampling(new SamplingSettings(0.7, 1.0, 0, 56, 5L));
            append(i % PARTITIONS, cold);
        }
        assertThatThrownBy(() -> run.learnOn(CrashPlan.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The last 12 scored rollouts")
                .hasMessageContaining("actor.temperature=1");
        assertThat(announced.groupOffsets()).isEqualTo(run.ends());

        for (int i = 0; i < 2 * BATCH; i++) {
            append(i % PARTITIONS, Scored.wrong("warm" + i, 0));
        }
        run.learnOn(CrashPlan.none());
        History.assertNothingLostAndNothingTwice(scored, announced);
        assertThat(announced.committed().get(announced.committed().size() - 1).update())
                .satisfies(update -> assertThat(update.getVersion()).isEqualTo(1))
                .satisfies(update -> assertThat(update.getUpdates()).isEqualTo(2));
    }

    /** Those that wait for the rest of their batch were admitted for version 0 and are judged again for version 1. */
    @Test
    void rolloutsThatBecomeTooOldInAnOpenBatchAreSetAside() {
        for (int version = 0; version < 3; version++) {
            for (int i = 0; i < 2 * BATCH; i++) {
                append(0, Scored.wrong("r" + version + "/" + i, version));
            }
        }
        // Version 3 has come with update 6; the bound is 2.
        for (int i = 0; i < BATCH; i++) {
            append(0, Scored.wrong("fresh" + i, 3));
        }
        append(0, Scored.wrong("waits", 1));
        for (int i = 0; i < 2 * BATCH; i++) {
            scored.appendGarbage(0);
        }
        run.learnOn(CrashPlan.none());

        // Update 7 is published as version 4 because garbage came; what waits lags 3 versions by then.
        for (int i = 0; i < BATCH; i++) {
            append(0, Scored.wrong("later" + i, 4));
        }
        run.learnOn(CrashPlan.none());
        History.assertNothingLostAndNothingTwice(scored, announced);
        assertThat(announced.committed().stream().flatMap(outbox -> outbox.rejected().stream()))
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.getRolloutId()).isEqualTo("waits"))
                .satisfies(rejected -> assertThat(rejected.getReason()).isEqualTo(RejectionReason.TOO_STALE));
        assertThat(announced.committed().stream()
                        .flatMap(outbox -> outbox.steps().stream())
                        .mapToLong(LearnerStep::getStalenessMax))
                .allMatch(staleness -> staleness <= 2);
    }

    private void append(int partition, ScoredRollout rollout) {
        scored.append(partition, rollout);
    }

    private void fillWithRecordsToSetAside() {
        int usable = BATCH + BATCH / 2;
        for (int i = 0; i < 48; i++) {
            int partition = i % PARTITIONS;
            String id = partition + "/" + scored.records(partition).size();
            if (i < usable || i >= 40) {
                append(partition, Scored.wrong(id, 0));
            } else if (i % 2 == 0) {
                scored.appendGarbage(partition);
            } else {
                append(partition, Scored.wrong(id, 99));
            }
        }
    }
}
