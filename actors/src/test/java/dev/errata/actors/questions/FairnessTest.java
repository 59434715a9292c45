package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.actors.FakeLog;
import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares of sources of 10, 1,000 and 100,000 questions. */
class FairnessTest {

    private static final int BATCH = 256;

    private final FakeLog log = new FakeLog(4, "questions.few", "questions.some", "questions.many");
    private final MockConsumer<String, byte[]> consumer = log.consumer();
    private final FakePolicy policy = new FakePolicy();
    private long nanos;
    private final QuestionStream stream = TestLog.stream(log, consumer, 256, () -> nanos);

    @BeforeEach
    void ask() {
        for (int i = 0; i < 100_000; i++) {
            ask("many", i);
            if (i < 1000) {
                ask("some", i);
            }
            if (i < 10) {
                ask("few", i);
            }
        }
        stream.subscribe();
        consumer.rebalance(log.partitions());
        stream.await();
    }

    @ParameterizedTest(name = "seed {0}")
    @NullSource
    @ValueSource(longs = 7)
    void sharesFollowTheWeights(@Nullable Long shuffleSeed) {
        set("few", 1, shuffleSeed);
        set("some", 2, shuffleSeed);
        set("many", 5, shuffleSeed);

        Map<String, Integer> rollouts = rollouts(10_000);

        assertThat(share(rollouts, "few")).isCloseTo(1 / 8.0, within(0.02 / 8));
        assertThat(share(rollouts, "some")).isCloseTo(2 / 8.0, within(0.02 * 2 / 8));
        assertThat(share(rollouts, "many")).isCloseTo(5 / 8.0, within(0.02 * 5 / 8));
    }

    @Test
    void sharesCountRolloutsAndNotQuestions() {
        set("few", 1, 7L);
        SourceSettings settings = settings("some", 1, 7L);
        settings.setAnswersPerQuestion(16);
        log.set(settings);
        set("many", 2, 7L);

        Map<String, Integer> rollouts = rollouts(10_000);

        assertThat(share(rollouts, "some")).isCloseTo(1 / 4.0, within(0.02 / 4));
        assertThat(share(rollouts, "many")).isCloseTo(2 / 4.0, within(0.02 * 2 / 4));
    }

    @Test
    void aChangedWeightHoldsFromTheNextBatchOn() {
        sharesFollowTheWeights(7L);
        set("few", 5, 7L);
        set("many", 1, 7L);

        Map<String, Integer> rollouts = rollouts(2_000);

        assertThat(share(rollouts, "few")).isCloseTo(5 / 8.0, within(0.02 * 5 / 8));
    }

    @Test
    void aPausedSourceIsNotAskedAndComesBackWithoutABurst() {
        sharesFollowTheWeights(7L);
        SourceSettings settings = settings("many", 5, 7L);
        settings.setPaused(true);
        log.set(settings);
        assertThat(rollouts(5_000)).doesNotContainKey("many");
        set("many", 5, 7L);

        Map<String, Integer> rollouts = rollouts(2_000);

        assertThat(share(rollouts, "many")).isCloseTo(5 / 8.0, within(0.02 * 5 / 8));
    }

    @Test
    void aSourceOfAHigherPriorityIsAskedFirst() {
        SourceSettings settings = settings("some", 0.1, null);
        settings.setPriority(1);
        settings.setPasses(1);
        log.set(settings);
        stream.await();

        assertThat(rollouts(1_500)).containsOnlyKeys("some");
        rollouts(500);
        assertThat(rollouts(2_000)).doesNotContainKey("some");
    }

    @Test
    void memoryHoldsABlockOfEachShuffledPartitionAtMost() {
        set("many", 1, 7L);
        set("some", 1, null);
        for (int i = 0; i < 50; i++) {
            batch();
            assertThat(stream.buffered()).isLessThan(3 * 4 * 512);
        }
    }

    private Map<String, Integer> rollouts(int atLeast) {
        Map<String, Integer> rollouts = new HashMap<>();
        int all = 0;
        List<AskedQuestion> asked = new ArrayList<>();
        while (all < atLeast) {
            asked.clear();
            asked.addAll(batch().questions());
            assertThat(asked).isNotEmpty();
            for (AskedQuestion one : asked) {
                rollouts.merge(one.question().getSource(), one.answers(), Integer::sum);
                all += one.answers();
            }
        }
        return rollouts;
    }

    private QuestionBatch batch() {
        nanos += Duration.ofSeconds(1).toNanos();
        stream.await();
        QuestionBatch batch = stream.take(BATCH, policy);
        stream.done(batch);
        return batch;
    }

    private static double share(Map<String, Integer> rollouts, String source) {
        double all = rollouts.values().stream().mapToInt(Integer::intValue).sum();
        return rollouts.getOrDefault(source, 0) / all;
    }

    private void ask(String source, int number) {
        log.ask(new TopicPartition("questions." + source, number % 4));
    }

    private void set(String source, double weight, @Nullable Long shuffleSeed) {
        log.set(settings(source, weight, shuffleSeed));
    }

    private static SourceSettings settings(String source, double weight, @Nullable Long shuffleSeed) {
        SourceSettings settings = Sources.defaults(source);
        settings.setWeight(weight);
        settings.setPasses(0);
        settings.setShuffleSeed(shuffleSeed);
        return settings;
    }
}
