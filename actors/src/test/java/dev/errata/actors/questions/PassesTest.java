package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakeLog;
import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes over sources, as the transactions of an actor that fails and restarts leave them in the log. */
class PassesTest {

    private static final TopicPartition A0 = new TopicPartition("questions.a", 0);
    private static final TopicPartition A1 = new TopicPartition("questions.a", 1);

    private final FakeLog log = new FakeLog(2, "questions.a");
    private final FakePolicy policy = new FakePolicy();
    private final List<AskedQuestions> asked = new ArrayList<>();
    private long nanos;
    private MockConsumer<String, byte[]> consumer = log.consumer();
    private QuestionStream stream = start();

    static Stream<Integer> seeds() {
        return IntStream.range(0, 300).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRecordIsAskedOnceInEachPassHoweverTheActorFails(int seed) {
        Random random = new Random(seed);
        int passes = 1 + random.nextInt(4);
        set(passes, random.nextBoolean() ? null : (long) seed);
        log.mostPerFetch = 1 + random.nextInt(700);
        for (int moves = 0; moves < 60; moves++) {
            switch (random.nextInt(8)) {
                case 0 -> append(random);
                case 1 -> restart();
                case 2 -> consumer.rebalance(random.nextBoolean() ? List.of(A0) : List.of(A0, A1));
                case 3 -> fail(1 + random.nextInt(60));
                default -> publish(1 + random.nextInt(300));
            }
        }
        consumer.rebalance(List.of(A0, A1));
        drain();

        for (TopicPartition partition : List.of(A0, A1)) {
            assertThat(timesAsked(partition)).isEqualTo(eachTimes(partition, passes));
            assertThat(rangesThatEnded(partition)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRecordIsAskedTwiceInAPassHoweverSettingsChange(int seed) {
        Random random = new Random(seed);
        log.mostPerFetch = 1 + random.nextInt(700);
        for (int moves = 0; moves < 80; moves++) {
            switch (random.nextInt(8)) {
                case 0 -> append(random);
                case 1 -> restart();
                case 2 -> fail(1 + random.nextInt(60));
                case 3, 4 -> {
                    SourceSettings settings = settings(random.nextInt(4), random.nextBoolean() ? null : 7L);
                    settings.setLimit(random.nextBoolean() ? null : 1L + random.nextInt(1500));
                    settings.setPaused(random.nextInt(4) == 0);
                    log.set(settings);
                }
                default -> publish(1 + random.nextInt(300));
            }
        }
        set(1, null);
        drain();

        for (TopicPartition partition : List.of(A0, A1)) {
            assertThat(settled(partition)).doesNotHaveDuplicates();
            assertThat(timesAsked(partition).keySet())
                    .containsAll(log.offsets(partition).stream()
                            .filter(offset -> !skipped(partition).contains(offset))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"10, ", "10, 3", "512, 3", "1300, ", "1300, 3"})
    void threePassesAskEachQuestionThreeTimesWithOtherAsks(int questions, @Nullable Long shuffleSeed) {
        set(3, shuffleSeed);
        log.ask(A0, questions);

        Set<Long> asks = new HashSet<>();
        for (QuestionBatch batch = publish(64); log.committed.isEmpty() || !batch.isEmpty(); batch = publish(64)) {
            batch.questions().forEach(one -> {
                assertThat(one.question().getAsk()).isEqualTo(one.pass());
                asks.add(one.question().getAsk());
            });
        }
        drain();

        assertThat(asks).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(timesAsked(A0)).isEqualTo(eachTimes(A0, 3));
    }

    @Test
    void aShuffledPassHasAnotherOrderThanTheOneBefore() {
        set(2, 5L);
        log.ask(A0, 300);
        drain();

        assertThat(order(0)).isNotEqualTo(order(1));
        assertThat(order(0)).isNotEqualTo(order(0).stream().sorted().toList());
    }

    @Test
    void aSmallStretchIsFetchedOnce() {
        set(20, 5L);
        log.ask(A0, 500);
        log.ask(A1, 500);
        log.mostPerFetch = 1000;
        drain();

        assertThat(timesAsked(A0)).isEqualTo(eachTimes(A0, 20));
        assertThat(log.fetches).isLessThanOrEqualTo(2);
    }

    @Test
    void anEndOfTransactionMarkersDoesNotStallAPass() {
        set(2, null);
        log.ask(A0, 3);
        log.gap(A0, 2);
        drain();

        assertThat(timesAsked(A0)).isEqualTo(eachTimes(A0, 2));
        assertThat(rangesThatEnded(A0)).containsExactly("0 of [0, 5)", "1 of [0, 5)");
    }

    @Test
    void aDeletedHeadOfTheLogDoesNotStallAPass() {
        set(3, 5L);
        log.ask(A0, 2000);
        publish(100);
        publish(100);
        log.deleteBefore(A0, 1500);
        drain();

        assertThat(rangesThatEnded(A0)).containsExactly("0 of [0, 2000)", "1 of [1500, 2000)", "2 of [1500, 2000)");
    }

    @Test
    void morePassesContinueTheSameStretch() {
        set(1, null);
        log.ask(A0, 5);
        drain();
        log.ask(A0, 5);
        drain();
        set(3, null);
        drain();

        assertThat(timesAsked(A0)).isEqualTo(eachTimes(A0, 3));
    }

    @Test
    void laterRecordsJoinTheNextPassOfASourceThatIsAskedForEver() {
        set(0, 5L);
        log.ask(A0, 5);
        publish(20);
        publish(20);
        log.ask(A0, 1);
        tick();
        for (int i = 0; i < 5; i++) {
            publish(20);
        }

        assertThat(timesAsked(A0)).containsKey(5L);
        assertThat(asked).anySatisfy(pass -> assertThat(pass.getToOffset()).isEqualTo(6L));
    }

    @Test
    void aBadRecordHasOneDeadLetterAndIsSkippedInEveryPass() {
        set(3, null);
        log.append(A0, "no question".getBytes(StandardCharsets.UTF_8));
        log.ask(A0, 1);
        int letters = 0;
        for (int i = 0; i < 20; i++) {
            tick();
            letters += publish(2).setAside().size();
        }

        assertThat(letters).isEqualTo(1);
        assertThat(asked.stream().flatMap(pass -> pass.getSkipped().stream()))
                .hasSize(3)
                .allSatisfy(skipped -> assertThat(skipped.getReason()).isEqualTo(SkipReason.DEAD_LETTER));
    }

    @Test
    void passesOverBadRecordsOnlyBecomeRare() {
        set(0, null);
        log.append(A0, "no question".getBytes(StandardCharsets.UTF_8));
        for (int second = 0; second < 600; second++) {
            tick();
            publish(20);
        }

        assertThat(rangesThatEnded(A0)).hasSizeBetween(10, 30);
    }

    @Test
    void recordsBeyondTheLimitAreNotAsked() {
        SourceSettings settings = settings(2, null);
        settings.setLimit(5L);
        log.set(settings);
        log.ask(A0, 10);
        log.ask(A1, 10);
        drain();

        assertThat(timesAsked(A0).keySet()).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(timesAsked(A1).keySet()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void aLimitThatIsLoweredDuringAPassSkipsTheRest() {
        set(1, 5L);
        log.ask(A0, 10);
        publish(4);
        SourceSettings settings = settings(1, 5L);
        settings.setLimit(2L);
        log.set(settings);
        drain();

        assertThat(asked.stream().flatMap(pass -> pass.getSkipped().stream()))
                .isNotEmpty()
                .allSatisfy(skipped -> assertThat(skipped.getReason()).isEqualTo(SkipReason.LIMIT));
    }

    @Test
    void aLimitThatIsRaisedDuringAPassLeavesNothingOut() {
        log.ask(A0, 10);
        for (long limit : List.of(10L, 2L, 6L, 20L)) {
            SourceSettings settings = settings(1, null);
            settings.setLimit(limit);
            log.set(settings);
            take(0);
        }
        drain();

        assertThat(timesAsked(A0)).isEqualTo(eachTimes(A0, 1));
    }

    @Test
    void aRecordThatArrivesWhenItsPassHasEndedContinuesThePass() {
        log.ask(A0, 2);
        publish(8);
        tick();
        stream.await();
        log.ask(A0, 1);
        publish(8);

        assertThat(timesAsked(A0)).isEqualTo(eachTimes(A0, 1));
        assertThat(asked).allSatisfy(pass -> assertThat(pass.getEndsPass()).isFalse());
        drain();
        assertThat(rangesThatEnded(A0)).containsExactly("0 of [0, 3)");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null", "5"},
            nullValues = "null")
    void aRestartAfterTheHeadWasDeletedContinuesThePass(@Nullable Long shuffleSeed) {
        set(2, shuffleSeed);
        log.ask(A0, 1000);
        publish(400);
        log.deleteBefore(A0, 700);
        restart();
        drain();

        assertThat(rangesThatEnded(A0)).hasSize(2);
        assertThat(of(A0).filter(pass -> pass.getPass() == 0))
                .allSatisfy(pass -> assertThat(pass.getFromOffset()).isZero());
        assertThat(timesAsked(A0)).containsEntry(700L, 2).containsEntry(999L, 2);
    }

    @Test
    void aTopicThatWasMadeAgainIsAskedFromItsBeginning() {
        set(0, 5L);
        log.ask(A0, 100);
        publish(1000);
        log.delete(A0);
        log.committed.remove(A0);
        log.append(A0, "no question".getBytes(StandardCharsets.UTF_8));
        asked.clear();
        for (int i = 0; i < 10; i++) {
            publish(1000);
        }

        assertThat(timesAsked(A0)).isEmpty();
        assertThat(asked).isNotEmpty();
    }

    @Test
    void aBadRecordThatJoinsALaterPassHasOneDeadLetter() {
        set(0, 5L);
        log.ask(A0, 3);
        int letters = 0;
        for (int i = 0; i < 20; i++) {
            if (i == 5) {
                log.append(A0, "no question".getBytes(StandardCharsets.UTF_8));
            } else if (i % 3 == 0) {
                restart();
            }
            letters += publish(8).setAside().size();
        }

        assertThat(letters).isEqualTo(1);
    }

    private void append(Random random) {
        TopicPartition partition = random.nextBoolean() ? A0 : A1;
        if (random.nextInt(4) == 0) {
            log.gap(partition, 1 + random.nextInt(600));
        } else {
            log.ask(partition, 1 + random.nextInt(random.nextBoolean() ? 10 : 700));
        }
    }

    /** A batch that is committed. */
    private QuestionBatch publish(int most) {
        QuestionBatch batch = take(most);
        log.committed.putAll(batch.offsets());
        asked.addAll(batch.asked());
        stream.done(batch);
        return batch;
    }

    /** A batch whose transaction is aborted. */
    private void fail(int most) {
        take(most);
        stream.rewind();
    }

    /** A process that dies in the middle of a batch, and its successor. */
    private void restart() {
        take(50);
        consumer = log.consumer();
        stream = start();
    }

    private QuestionBatch take(int most) {
        tick();
        stream.await();
        return stream.take(most, policy);
    }

    /** Publishes until nothing is left, in each of several looks at the end of the log. */
    private void drain() {
        // A block of 512 records may arrive one by one, 16 in each look.
        for (int idle = 0; idle < 40; idle++) {
            while (!publish(1000).isEmpty()) {
                idle = 0;
            }
        }
    }

    private QuestionStream start() {
        QuestionStream started = TestLog.stream(log, consumer, 256, () -> nanos);
        started.subscribe();
        consumer.rebalance(List.of(A0, A1));
        return started;
    }

    private void tick() {
        nanos += Duration.ofSeconds(1).toNanos();
    }

    private void set(long passes, @Nullable Long shuffleSeed) {
        log.set(settings(passes, shuffleSeed));
    }

    private static SourceSettings settings(long passes, @Nullable Long shuffleSeed) {
        SourceSettings settings = Sources.defaults("a");
        settings.setPasses(passes);
        settings.setShuffleSeed(shuffleSeed);
        return settings;
    }

    private Map<Long, Integer> timesAsked(TopicPartition partition) {
        Map<Long, Integer> times = new HashMap<>();
        of(partition).flatMap(pass -> pass.getAsked().stream()).forEach(offset -> times.merge(offset, 1, Integer::sum));
        return times;
    }

    private Map<Long, Integer> eachTimes(TopicPartition partition, int passes) {
        Map<Long, Integer> times = new HashMap<>();
        log.offsets(partition).forEach(offset -> times.put(offset, passes));
        return times;
    }

    /** What was asked or skipped, as pass and offset; each lies in its pass, which follows the one before. */
    private List<String> settled(TopicPartition partition) {
        List<String> settled = new ArrayList<>();
        AskedQuestions before = null;
        for (AskedQuestions pass : of(partition).toList()) {
            Stream.concat(pass.getAsked().stream(), pass.getSkipped().stream().map(skipped -> skipped.getOffset()))
                    .forEach(offset -> {
                        long to = pass.getToOffset() == null ? Long.MAX_VALUE : pass.getToOffset();
                        assertThat(offset)
                                .isGreaterThanOrEqualTo(pass.getFromOffset())
                                .isLessThan(to);
                        settled.add(pass.getPass() + "/" + offset);
                    });
            if (before != null
                    && !(pass.getPass() == before.getPass() && pass.getFromOffset() == before.getFromOffset())) {
                assertThat(before.getEndsPass()).isTrue();
                assertThat(pass.getPass()).isIn(0L, before.getPass() + 1);
            }
            before = pass;
        }
        return settled;
    }

    private Set<Long> skipped(TopicPartition partition) {
        Set<Long> skipped = new HashSet<>();
        of(partition).flatMap(pass -> pass.getSkipped().stream()).forEach(one -> skipped.add(one.getOffset()));
        return skipped;
    }

    private List<String> rangesThatEnded(TopicPartition partition) {
        return of(partition)
                .filter(AskedQuestions::getEndsPass)
                .map(pass -> pass.getPass() + " of [" + pass.getFromOffset() + ", " + pass.getToOffset() + ")")
                .toList();
    }

    private List<Long> order(long pass) {
        return of(A0).filter(part -> part.getPass() == pass)
                .flatMap(part -> part.getAsked().stream())
                .toList();
    }

    private Stream<AskedQuestions> of(TopicPartition partition) {
        return asked.stream().filter(pass -> pass.getPartition() == partition.partition());
    }
}
