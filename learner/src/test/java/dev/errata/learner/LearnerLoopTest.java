package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.batch.Admission;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.batch.ScoredLog;
import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.FakePolicy;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.freshness.Freshness;
import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.TokenObjective;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.CheckpointStore;
import dev.errata.learner.publishing.Outbox;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunStart;
import dev.errata.learner.publishing.WeightsStore;
import dev.errata.learner.update.LearningRate;
import dev.errata.learner.update.Objectives;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.learner.update.Updates;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.OffsetRange;
import dev.errata.schemas.PolicyUpdate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole learner on a log in memory and with an engine of two numbers, killed wherever it can be killed. */
class LearnerLoopTest {

    private static final int BATCH = 4;
    private static final int PUBLISH_EVERY = 2;
    private static final int PARTITIONS = 3;
    private static final String TOPIC = "scored-rollouts";

    private final Path folder;
    private final MemoryScoredLog scored = new MemoryScoredLog(PARTITIONS);
    private final MemoryAnnouncer announced = new MemoryAnnouncer();
    private final TokenObjective objective = Objectives.named("ppo", new ObjectiveSettings(0.3, 0.3, 0, 1));
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    LearnerLoopTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    static IntStream places() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest(name = "killed at place {0}")
    @MethodSource("places")
    void aLearnerKilledAtAnyPlaceEndsWithTheHistoryOfOneThatWasNot(int place, @TempDir Path undisturbed) {
        fillLog(7, 60);
        learnOn(new CrashPlan(place));
        learnOn(CrashPlan.none());

        assertNothingLostAndNothingTwice();
        MemoryAnnouncer reference = new MemoryAnnouncer();
        live(undisturbed, reference, CrashPlan.none(), this::idle);
        assertThat(withoutTimes(announced)).isEqualTo(withoutTimes(reference));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLearnerKilledAgainAndAgainWhileRecordsArriveLosesNothingAndRepeatsNothing(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < 12; life++) {
            fillLog(random.nextLong(), random.nextInt(12));
            learnOn(new CrashPlan(random.nextInt(25)));
        }
        fillLog(random.nextLong(), BATCH * PARTITIONS);
        learnOn(CrashPlan.none());

        assertNothingLostAndNothingTwice();
    }

    @Test
    void askedToStopItPublishesWhatItHasAndReturns() {
        fillLog(1, 4 * BATCH);
        int[] asked = {0};
        live(folder, announced, CrashPlan.none(), () -> asked[0]++ > 0);

        assertThat(announced.committed()).hasSize(2);
        assertThat(announced.committed().get(1).steps()).hasSize(1);
        assertThat(announced.committed().get(1).update().getUpdates()).isEqualTo(1);
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

    /** One life of a learner process. */
    private void live(Path root, MemoryAnnouncer announcer, CrashPlan plan, BooleanSupplier stop) {
        Path start = root.resolve("start");
        FakePolicy.writeStart(start, 42);
        try (CheckpointStore checkpoints = new CheckpointStore(root.resolve("checkpoints"), 2);
                ScoredLog log = scored) {
            Publisher.Places places = new Publisher.Places(
                    new WeightsStore(root.resolve("weights"), 3), checkpoints, announcer.connect(plan));
            RunStart.Begun begun =
                    new RunStart(places, FakePolicy.source(objective, plan), clock).begin(start, log::beginning);
            try (TrainablePolicy policy = begun.policy()) {
                LearnerLoop.Parts parts = new LearnerLoop.Parts(
                        new Collector(log, begun.position().offsets(), have -> {}),
                        new Admission(TOPIC, new Freshness(2), policy.limits(), clock),
                        new Updates(policy, objective, new LearningRate(5e-4, 3, 10), clock),
                        begun.publisher(),
                        new StepListener() {});
                new LearnerLoop(parts, begun.position(), TOPIC, BATCH, PUBLISH_EVERY).run(stop);
            }
        }
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

    /** The published history, taken as a whole, has every record up to its end exactly once. */
    private void assertNothingLostAndNothingTwice() {
        List<LearnerStep> steps = announced.committed().stream()
                .flatMap(outbox -> outbox.steps().stream())
                .toList();
        assertThat(steps)
                .extracting(LearnerStep::getUpdate)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, steps.size()).boxed().toList());
        assertThat(announced.committed())
                .extracting(outbox -> outbox.update().getVersion())
                .containsExactlyElementsOf(
                        LongStream.range(0, announced.committed().size())
                                .boxed()
                                .toList());

        Map<Integer, Long> next = scored.beginning();
        for (LearnerStep step : steps) {
            for (OffsetRange range : step.getBatch()) {
                assertThat(range.getFrom()).isEqualTo(next.get(range.getPartition()));
                next.put(range.getPartition(), range.getTo());
            }
        }
        assertThat(announced.groupOffsets()).isEqualTo(next);

        long read = next.entrySet().stream()
                .mapToLong(end -> scored.records(end.getKey()).stream()
                        .filter(record -> record.offset() < end.getValue())
                        .count())
                .sum();
        long trained = steps.stream().mapToLong(LearnerStep::getRollouts).sum();
        List<String> setAside = new ArrayList<>();
        announced.committed().forEach(outbox -> {
            outbox.rejected().forEach(rejected -> setAside.add(rejected.getRolloutId()));
            outbox.deadLetters().forEach(letter -> setAside.add(letter.getPartition() + "@" + letter.getOffset()));
        });
        assertThat(setAside).doesNotHaveDuplicates();
        assertThat(trained + setAside.size()).isEqualTo(read);
        PolicyUpdate newest =
                announced.committed().get(announced.committed().size() - 1).update();
        assertThat(newest.getRolloutsTrained()).isEqualTo(trained);
    }

    private static List<Outbox> withoutTimes(MemoryAnnouncer announcer) {
        List<Outbox> timeless = new ArrayList<>();
        for (Outbox outbox : announcer.committed()) {
            List<LearnerStep> steps = new ArrayList<>();
            for (LearnerStep step : outbox.steps()) {
                Map<String, Double> metrics = new HashMap<>(step.getMetrics());
                metrics.keySet().removeIf(name -> name.startsWith("time/") || name.startsWith("thr/"));
                steps.add(LearnerStep.newBuilder(step).setMetrics(metrics).build());
            }
            PolicyUpdate update = PolicyUpdate.newBuilder(outbox.update())
                    .setUri(Path.of(outbox.update().getUri()).getFileName().toString())
                    .build();
            timeless.add(new Outbox(steps, outbox.rejected(), outbox.deadLetters(), update));
        }
        return timeless;
    }
}
