package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.publishing.Outbox;
import dev.errata.schemas.PolicyUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole learner on a log in memory and with an engine of two numbers, killed wherever it can be killed. */
class LearnerLoopTest {

    private static final int BATCH = LearnerLives.BATCH;
    private static final int PARTITIONS = LearnerLives.PARTITIONS;

    private final Path folder;
    private final LearnerLives run;
    private final MemoryScoredLog scored;
    private final MemoryAnnouncer announced;

    LearnerLoopTest(@TempDir Path folder) {
        this.folder = folder;
        this.run = new LearnerLives(folder);
        this.scored = run.scored();
        this.announced = run.announced();
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    static IntStream places() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest(name = "killed at place {0}")
    @MethodSource("places")
    void aLearnerKilledAtAnyPlaceEndsWithTheSameHistory(int place, @TempDir Path undisturbed) throws IOException {
        fillLog(7, 28);
        run.learnOn(new CrashPlan(place));
        run.learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
        MemoryAnnouncer reference = run.undisturbed(undisturbed);
        assertThat(History.withoutTimes(announced)).isEqualTo(History.withoutTimes(reference));
        assertThat(namesIn(folder.resolve("weights"))).isEqualTo(namesIn(undisturbed.resolve("weights")));
        assertThat(namesIn(folder.resolve("checkpoints"))).isEqualTo(namesIn(undisturbed.resolve("checkpoints")));
    }

    /** Hidden entries too: what a killed learner had half written must not stay. */
    private static List<String> namesIn(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLearnerKilledRepeatedlyWhileRecordsArriveLosesAndRepeatsNothing(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < 8; life++) {
            fillLog(random.nextLong(), random.nextInt(12));
            run.learnOn(new CrashPlan(random.nextInt(25)));
        }
        fillLog(random.nextLong(), BATCH * PARTITIONS);
        run.learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
    }

    @Test
    void aStopPublishesFinishedUpdatesAndReturns() {
        fillLog(1, 4 * BATCH);
        run.learnUntil(() -> run.updates() > 0);

        assertThat(announced.committed()).hasSize(2);
        assertThat(announced.committed().get(1).steps()).hasSize(1);
        assertThat(announced.committed().get(1).update().getUpdates()).isEqualTo(1);
    }

    @Test
    void theStartPolicyIsVersionZeroAndEachFurtherVersionHasTheUpdatesConfigured() {
        for (int i = 0; i < 4 * BATCH; i++) {
            scored.append(i % PARTITIONS, Scored.wrong("r" + i, 0));
        }
        run.learnOn(CrashPlan.none());

        List<PolicyUpdate> updates =
                announced.committed().stream().map(Outbox::update).toList();
        assertThat(updates).extracting(PolicyUpdate::getVersion).containsExactly(0L, 1L, 2L);
        assertThat(updates).extracting(PolicyUpdate::getUpdates).containsExactly(0L, 2L, 4L);
        assertThat(updates).extracting(PolicyUpdate::getRolloutsTrained).containsExactly(0L, 8L, 16L);
        assertThat(announced.groupOffsets()).isEqualTo(run.ends());
    }

    private void fillLog(long seed, int count) {
        Random random = new Random(seed);
        long newest = announced.committed().size() - 1L;
        for (int i = 0; i < count; i++) {
            int partition = random.nextInt(PARTITIONS);
            long version = Math.max(0, newest + i / 12 - random.nextInt(4));
            String id = partition + "/" + scored.records(partition).size();
            switch (random.nextInt(10)) {
                case 0 -> scored.appendGarbage(partition);
                case 1, 2, 3 -> scored.append(partition, Scored.correct(id, version));
                default -> scored.append(partition, Scored.wrong(id, version));
            }
        }
    }
}
