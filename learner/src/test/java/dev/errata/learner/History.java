package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.publishing.Outbox;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.OffsetRange;
import dev.errata.schemas.PolicyUpdate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Invariants of all announcements of a run. */
final class History {

    private History() {}

    /** The published history, taken as a whole, has every record up to its end exactly once. */
    static void assertNothingLostAndNothingTwice(MemoryScoredLog scored, MemoryAnnouncer announced) {
        List<LearnerStep> steps = announced.committed().stream()
                .flatMap(outbox -> outbox.steps().stream())
                .toList();
        assertThat(steps)
                .extracting(LearnerStep::getUpdate)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, steps.size()).boxed().toList());
        assertEachFollowsTheOneBefore(announced.committed());

        Map<Integer, Long> next = scored.beginning();
        for (LearnerStep step : steps) {
            for (OffsetRange range : step.getBatch()) {
                assertThat(range.getFrom()).isEqualTo(next.get(range.getPartition()));
                next.put(range.getPartition(), range.getTo());
            }
        }
        announced.groupOffsets().forEach((partition, offset) -> assertThat(offset)
                .isGreaterThanOrEqualTo(next.getOrDefault(partition, Long.MAX_VALUE)));

        List<String> setAside = new ArrayList<>();
        announced.committed().forEach(outbox -> {
            outbox.rejected().forEach(rejected -> setAside.add(rejected.getRolloutId()));
            outbox.deadLetters().forEach(letter -> setAside.add(letter.getPartition() + "@" + letter.getOffset()));
        });
        assertThat(setAside).doesNotHaveDuplicates();
        List<String> inBatches = namesBelow(next, scored);
        long trained = steps.stream().mapToLong(LearnerStep::getRollouts).sum();
        assertThat(inBatches.stream().filter(name -> !setAside.contains(name))).hasSize((int) trained);
        // Behind the last batch lies what was told of besides, and what waits in the checkpoint for the rest of its
        // batch.
        List<String> told = namesBelow(announced.toldTo(), scored);
        assertThat(told).containsAll(setAside);
        assertThat(told.stream().filter(name -> !inBatches.contains(name) && !setAside.contains(name)))
                .hasSizeLessThan(LearnerLife.BATCH);
        PolicyUpdate newest =
                announced.committed().get(announced.committed().size() - 1).update();
        assertThat(newest.getRolloutsTrained()).isEqualTo(trained);
    }

    /** Versions count from 0, and settlements from 1 after each. */
    private static void assertEachFollowsTheOneBefore(List<Outbox> committed) {
        long version = -1;
        long settlement = 0;
        for (Outbox outbox : committed) {
            if (outbox.update().getSettlements() == 0) {
                version++;
                settlement = 0;
            } else {
                settlement++;
            }
            assertThat(outbox.update().getVersion()).isEqualTo(version);
            assertThat(outbox.update().getSettlements()).isEqualTo(settlement);
        }
    }

    /** The records below some offsets: rollouts by their ids, others by their position. */
    private static List<String> namesBelow(Map<Integer, Long> ends, MemoryScoredLog scored) {
        List<String> names = new ArrayList<>();
        ends.forEach((partition, end) -> scored.records(partition).stream()
                .filter(record -> record.offset() < end)
                .map(record -> record.fold(
                        read -> read.scored().getRollout().getRolloutId(),
                        unreadable -> unreadable.partition() + "@" + unreadable.offset()))
                .forEach(names::add));
        return names;
    }

    /** The announcements without what differs between two runs of the same updates: clocks and folders. */
    static List<Outbox> withoutTimes(MemoryAnnouncer announcer) {
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
