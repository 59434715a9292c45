package dev.errata.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.fakes.MemoryScoredLog;
import dev.errata.learner.fakes.Scored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest {

    private final MemoryScoredLog log = new MemoryScoredLog(3);

    @Test
    void oneRecordIsTakenOfEachPartitionInTurn() {
        fill(0, 4);
        fill(1, 2);
        fill(2, 4);
        assertThat(taken(collector(log), 8)).containsExactly("0/0", "1/0", "2/0", "0/1", "1/1", "2/1", "0/2", "2/2");
    }

    @Test
    void aPartitionWithoutRecordsDoesNotHoldUpTheOthers() {
        fill(1, 6);
        assertThat(taken(collector(log), 6)).containsExactly("1/0", "1/1", "1/2", "1/3", "1/4", "1/5");
    }

    @Test
    void positionsAreOnePastTheLastRecordTakenHolesIncluded() {
        fill(0, 3);
        Collector collector = collector(log);
        taken(collector, 3);
        // The fake leaves out offset 2.
        assertThat(collector.positions())
                .isEqualTo(Map.of(0, 4L, 1, 0L, 2, 0L).entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void aStoppedCollectorTakesNothing() {
        fill(0, 2);
        Collector collector = collector(log);
        int[] asked = {0};
        assertThat(collector.collect(4, () -> asked[0]++ > 3)).isEmpty();
        assertThat(collector.positions()).containsEntry(0, 0L);
        fill(0, 2);
        assertThat(taken(collector, 4)).containsExactly("0/0", "0/1", "0/2", "0/3");
    }

    @Test
    void aWaitReportsHowManyRecordsAreBufferedAndNeeded() {
        fill(0, 3);
        List<String> heard = new ArrayList<>();
        Collector collector = new Collector(log, log.beginning(), (have, need) -> heard.add(have + " of " + need));
        taken(collector, 1);
        int[] asked = {0};
        collector.collect(4, () -> asked[0]++ > 3);
        assertThat(heard).isNotEmpty().last().isEqualTo("2 of 4");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theContentsOfABatchDoNotDependOnTheTimingOfFetches(long seed) {
        fill(0, 17);
        fill(1, 9);
        fill(2, 13);
        List<String> reference = batches(collector(log));
        ScoredLog whimsical = new WhimsicalLog(log, new Random(seed));
        assertThat(batches(collector(whimsical))).isEqualTo(reference);
    }

    @Test
    void aGroupIsTakenWholeAndTheLastOneMayExceedTheRequestedCount() {
        group(0, "q/0/1", 3);
        group(1, "q/0/2", 2);
        group(0, "q/0/3", 3);
        Collector collector = collector(log);
        assertThat(taken(collector, 4)).containsExactly("q/0/1#0", "q/0/1#1", "q/0/1#2", "q/0/2#0", "q/0/2#1");
        assertThat(taken(collector, 1)).containsExactly("q/0/3#0", "q/0/3#1", "q/0/3#2");
    }

    @Test
    void groupsAndSingleRecordsMayLieInOnePartition() {
        fill(0, 1);
        group(0, "q/0/1", 2);
        log.appendGarbage(0);
        group(0, "q/0/2", 1);
        group(0, "q/0/3", 2);
        Collector collector = collector(log);
        assertThat(taken(collector, 3)).containsExactly("0/0", "q/0/1#0", "q/0/1#1");
        assertThat(taken(collector, 3)).containsExactly("unreadable", "q/0/2#0", "q/0/3#0", "q/0/3#1");
    }

    @Test
    void anIncompleteGroupIsTakenAsItIsWithoutAWait() {
        Scored.group("q/0/1", 0, true, false, true).stream().limit(2).forEach(answer -> log.append(0, answer));
        group(0, "q/0/2", 2);
        Scored.group("q/0/3", 0, true, false, true).stream().limit(2).forEach(answer -> log.append(0, answer));
        assertThat(taken(collector(log), 6))
                .containsExactly("q/0/1#0", "q/0/1#1", "q/0/2#0", "q/0/2#1", "q/0/3#0", "q/0/3#1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noGroupIsDividedForAnyTimingOfFetches(long seed) {
        Random random = new Random(seed);
        for (int asked = 0; asked < 30; asked++) {
            group(random.nextInt(3), "q/0/" + asked, 1 + random.nextInt(4));
        }
        List<List<String>> reference = wholeLog(collector(log));
        assertThat(wholeLog(collector(new WhimsicalLog(log, random)))).isEqualTo(reference);
        for (List<String> batch : reference) {
            for (String id : batch) {
                String asked = id.substring(0, id.indexOf('#') + 1);
                long elsewhere = reference.stream()
                        .filter(other -> other != batch)
                        .flatMap(List::stream)
                        .filter(other -> other.startsWith(asked))
                        .count();
                assertThat(elsewhere).as(id).isZero();
            }
        }
    }

    private static List<List<String>> wholeLog(Collector collector) {
        List<List<String>> batches = new ArrayList<>();
        for (int batch = 0; batch < 5; batch++) {
            batches.add(taken(collector, 6));
        }
        return batches;
    }

    private void group(int partition, String asked, int size) {
        Scored.group(asked, 0, new boolean[size]).forEach(answer -> log.append(partition, answer));
    }

    private void fill(int partition, int count) {
        for (int i = 0; i < count; i++) {
            log.append(
                    partition,
                    Scored.wrong(partition + "/" + log.records(partition).size(), 0));
        }
    }

    private static Collector collector(ScoredLog log) {
        return new Collector(log, log.beginning(), (have, need) -> {});
    }

    private static List<String> batches(Collector collector) {
        List<String> batches = new ArrayList<>();
        for (int batch = 0; batch < 7; batch++) {
            batches.addAll(taken(collector, 5));
        }
        return batches;
    }

    private static List<String> taken(Collector collector, int count) {
        return collector.collect(count, () -> false).orElseThrow().stream()
                .map(arrival ->
                        arrival.fold(read -> read.scored().getRollout().getRolloutId(), unreadable -> "unreadable"))
                .toList();
    }

    /** Serves some of the partitions asked for, or none. */
    private record WhimsicalLog(ScoredLog log, Random random) implements ScoredLog {

        @Override
        public Map<Integer, Long> beginning() {
            return log.beginning();
        }

        @Override
        public void seek(Map<Integer, Long> offsets) {
            log.seek(offsets);
        }

        @Override
        public List<Arrival> poll(Set<Integer> wanted, Duration patience) {
            List<Arrival> polled = new ArrayList<>();
            for (int partition : wanted) {
                if (random.nextInt(3) == 0) {
                    polled.addAll(log.poll(Set.of(partition), patience));
                }
            }
            return polled;
        }

        @Override
        public boolean exhausted(int partition) {
            return log.exhausted(partition);
        }

        @Override
        public void close() {}
    }
}
