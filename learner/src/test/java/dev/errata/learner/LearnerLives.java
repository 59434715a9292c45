package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.FakePolicy;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.TestSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One run in memory with an engine of two numbers: each life ends when the log is read, or where it is killed. */
final class LearnerLives {

    static final int BATCH = LearnerLife.BATCH;
    static final int PARTITIONS = 3;

    private final Path folder;
    private final LearningObjective objective = Objectives.named("rlmec", TestSettings.DEFAULTS);
    private final MemoryScoredLog scored = new MemoryScoredLog(PARTITIONS);
    private final MemoryAnnouncer announced = new MemoryAnnouncer();
    private final AtomicInteger updates = new AtomicInteger();

    LearnerLives(Path folder) {
        this.folder = folder;
    }

    MemoryScoredLog scored() {
        return scored;
    }

    MemoryAnnouncer announced() {
        return announced;
    }

    /** Updates of all lives. */
    int updates() {
        return updates.get();
    }

    /** One more life of the run. */
    void learnOn(CrashPlan plan) {
        try {
            live(folder, announced, plan, this::idle);
        } catch (CrashPlan.Crash crash) {
            assertThat(crash).isNotNull();
        }
    }

    /** One more life of the run, until asked to stop. */
    void learnUntil(BooleanSupplier stop) {
        live(folder, announced, CrashPlan.none(), stop);
    }

    /** The announcements of an undisturbed run over the same log. */
    MemoryAnnouncer undisturbed(Path other) {
        MemoryAnnouncer reference = new MemoryAnnouncer();
        live(other, reference, CrashPlan.none(), this::idle);
        return reference;
    }

    /** Next offset of every partition after its last record. */
    Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var records = scored.records(partition);
            ends.put(
                    partition,
                    records.isEmpty() ? 0L : records.get(records.size() - 1).offset() + 1);
        }
        return ends;
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
}
