package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.FakePolicy;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.publishing.Outbox;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredRollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole learner on a log in memory and with an engine of two numbers, killed wherever it can be killed. */
class LearnerLoopTest {

    private static final int BATCH = LearnerLife.BATCH;
    private static final int PARTITIONS = 3;

    private final Path folder;
    private final MemoryScoredLog scored = new MemoryScoredLog(PARTITIONS);
    private final MemoryAnnouncer announced = new MemoryAnnouncer();
    private final LearningObjective objective = Objectives.named("rlmec", ObjectiveSettings.defaults());
    private final AtomicInteger updates = new AtomicInteger();

    LearnerLoopTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    static IntStream places() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest(name = "killed at place {0}")
    @MethodSource("places")
    void aLearnerKilledAtAnyPlaceEndsWithTheHistoryOfOneThatWasNot(int place, @TempDir Path undisturbed)
            throws IOException {
        fillLog(7, 28);
        learnOn(new CrashPlan(place));
        learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
        MemoryAnnouncer reference = new MemoryAnnouncer();
        live(undisturbed, reference, CrashPlan.none(), this::idle);
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
    void aLearnerKilledAgainAndAgainWhileRecordsArriveLosesNothingAndRepeatsNothing(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < 8; life++) {
            fillLog(random.nextLong(), random.nextInt(12));
            learnOn(new CrashPlan(random.nextInt(25)));
        }
        fillLog(random.nextLong(), BATCH * PARTITIONS);
        learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
    }

    @Test
    void askedToStopItPublishesWhatItHasAndReturns() {
        fillLog(1, 4 * BATCH);
        live(folder, announced, CrashPlan.none(), () -> updates.get() > 0);

        assertThat(announced.committed()).hasSize(2);
        assertThat(announced.committed().get(1).steps()).hasSize(1);
        assertThat(announced.committed().get(1).update().getUpdates()).isEqualTo(1);
    }

    /** One update is not published yet, and half a batch waits, when nothing comes any more that can be trained on. */
    @ParameterizedTest(name = "killed at place {0}")
    @MethodSource("places")
    void aLearnerKilledWhileItSettlesWhatWasSetAsideEndsWithTheSameHistory(int place, @TempDir Path undisturbed) {
        fillWithRecordsToSetAside();
        learnOn(new CrashPlan(place));
        learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
        MemoryAnnouncer reference = new MemoryAnnouncer();
        live(undisturbed, reference, CrashPlan.none(), this::idle);
        assertThat(History.withoutTimes(announced)).isEqualTo(History.withoutTimes(reference));
        assertThat(reference.committed().stream()
                        .filter(outbox -> outbox.update().getSettlements() > 0))
                .hasSizeGreaterThan(2);
        assertThat(reference.committed()).allMatch(outbox -> outbox.rejected().size()
                        + outbox.deadLetters().size()
                < 3 * BATCH);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLearnerKilledAgainAndAgainWhileItSettlesLosesNothingAndRepeatsNothing(long seed) {
        Random random = new Random(seed);
        fillWithRecordsToSetAside();
        for (int life = 0; life < 12; life++) {
            learnOn(new CrashPlan(random.nextInt(8)));
        }
        learnOn(CrashPlan.none());

        History.assertNothingLostAndNothingTwice(scored, announced);
    }

    @Test
    void rolloutsThatAreAllSetAsideAreToldOfAndDoNotPassForWorkToCome() {
        for (int i = 0; i < 3 * BATCH; i++) {
            scored.appendGarbage(i % PARTITIONS);
        }
        learnOn(CrashPlan.none());

        assertThat(announced.committed())
                .extracting(outbox -> outbox.deadLetters().size())
                .containsExactly(0, BATCH, BATCH, BATCH);
        assertThat(announced.committed())
                .extracting(outbox -> outbox.update().getVersion())
                .containsOnly(0L);
        assertThat(announced.groupOffsets()).isEqualTo(ends());
        assertThat(folder.resolve("checkpoints/0.3")).isDirectory();
        assertThat(folder.resolve("checkpoints/0.2")).doesNotExist();
    }

    /** The learner stops once it has told of all there are, so that a restart goes on behind them. */
    @Test
    void actorsThatSampleFromAnotherDistributionStopTheLearnerAndNotTheNext() {
        for (int i = 0; i < 3 * BATCH; i++) {
            ScoredRollout cold = Scored.wrong("cold" + i, 0);
            cold.getRollout().setSampling(new SamplingSettings(0.7, 1.0, 0, 56, 5L));
            append(i % PARTITIONS, cold);
        }
        assertThatThrownBy(() -> learnOn(CrashPlan.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The last 12 scored rollouts")
                .hasMessageContaining("actor.temperature=1");
        assertThat(announced.groupOffsets()).isEqualTo(ends());

        for (int i = 0; i < 2 * BATCH; i++) {
            append(i % PARTITIONS, Scored.wrong("warm" + i, 0));
        }
        learnOn(CrashPlan.none());
        History.assertNothingLostAndNothingTwice(scored, announced);
        assertThat(announced.committed().get(announced.committed().size() - 1).update())
                .satisfies(update -> assertThat(update.getVersion()).isEqualTo(1))
                .satisfies(update -> assertThat(update.getUpdates()).isEqualTo(2));
    }

    /** Those that wait for the rest of their batch were admitted for version 0 and are judged again for version 1. */
    @Test
    void rolloutsThatGrowTooOldWhileTheyWaitAreSetAsideToo() {
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
        learnOn(CrashPlan.none());

        // Update 7 is published as version 4 because garbage came; what waits lags 3 versions by then.
        for (int i = 0; i < BATCH; i++) {
            append(0, Scored.wrong("later" + i, 4));
        }
        learnOn(CrashPlan.none());
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

    @Test
    void theStartPolicyIsVersionZeroAndEachFurtherVersionHasTheUpdatesConfigured() {
        for (int i = 0; i < 4 * BATCH; i++) {
            scored.append(i % PARTITIONS, Scored.wrong("r" + i, 0));
        }
        learnOn(CrashPlan.none());

        List<PolicyUpdate> updates =
                announced.committed().stream().map(Outbox::update).toList();
        assertThat(updates).extracting(PolicyUpdate::getVersion).containsExactly(0L, 1L, 2L);
        assertThat(updates).extracting(PolicyUpdate::getUpdates).containsExactly(0L, 2L, 4L);
        assertThat(updates).extracting(PolicyUpdate::getRolloutsTrained).containsExactly(0L, 8L, 16L);
        assertThat(announced.groupOffsets()).isEqualTo(ends());
    }

    private void append(int partition, ScoredRollout rollout) {
        scored.append(partition, rollout);
    }

    private void fillWithRecordsToSetAside() {
        int usable = BATCH + BATCH / 2;
        for (int i = 0; i < 34; i++) {
            int partition = i % PARTITIONS;
            String id = partition + "/" + scored.records(partition).size();
            if (i < usable || i >= 26) {
                append(partition, Scored.wrong(id, 0));
            } else if (i % 2 == 0) {
                scored.appendGarbage(partition);
            } else {
                append(partition, Scored.wrong(id, 99));
            }
        }
    }

    private void learnOn(CrashPlan plan) {
        try {
            live(folder, announced, plan, this::idle);
        } catch (CrashPlan.Crash crash) {
            assertThat(crash).isNotNull();
        }
    }

    private boolean idle() {
        return scored.emptyPolls() > 0;
    }

    private void live(Path root, MemoryAnnouncer announcer, CrashPlan plan, BooleanSupplier stop) {
        Path start = root.resolve("start");
        FakePolicy.writeStart(start, 42);
        new LearnerLife(root, start, objective)
                .live(
                        scored,
                        announcer.connect(plan),
                        FakePolicy.source(objective, plan),
                        stop,
                        updates::incrementAndGet);
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

    private Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var records = scored.records(partition);
            ends.put(
                    partition,
                    records.isEmpty() ? 0L : records.get(records.size() - 1).offset() + 1);
        }
        return ends;
    }
}
