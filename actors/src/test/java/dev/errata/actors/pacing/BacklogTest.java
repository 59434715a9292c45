package dev.errata.actors.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final BacklogStage FIRST = new BacklogStage("reward-model", "rollouts");
    private static final BacklogStage LAST = new BacklogStage("learner", "scored-rollouts");
    private final FakeBroker broker = new FakeBroker();
    private final Backlog backlog = new Backlog(broker, List.of(FIRST, LAST));

    @Test
    void uncommittedOffsetsCountAsQueuedAlsoForAGroupThatDoesNotExist() {
        broker.ends("rollouts", 100, 50);
        broker.committed(FIRST, 90);
        broker.ends("scored-rollouts", 20, 0);

        assertThat(backlog.read()).containsExactly(Map.entry("rollouts", 60L), Map.entry("scored-rollouts", 20L));
    }

    @Test
    void aTopicThatDoesNotExistYetIsEmpty() {
        assertThat(backlog.read()).containsExactly(Map.entry("rollouts", 0L), Map.entry("scored-rollouts", 0L));
    }

    @Test
    void controlRecordsOfTransactionsDoNotCountAsQueued() {
        broker.ends("rollouts", 101, 51);
        broker.committed(FIRST, 100, 50);
        broker.records = 0;

        assertThat(backlog.read().values()).containsExactly(0L, 0L);
    }

    @Test
    void theLastRolloutIsNotMistakenForAControlRecord() {
        broker.ends("rollouts", 101, 51);
        broker.committed(FIRST, 100, 50);
        broker.records = 1;

        assertThat(backlog.read().values()).containsExactly(2L, 0L);
    }

    @Test
    void anActorWithoutALearnerUsesUpItsBudgetAndThenWaits() {
        AtomicLong nanos = new AtomicLong();
        Pace pace = new Pace(new SamplingBudget(4, 256, 256), backlog, "actors", () -> nanos.addAndGet(200_000_000));
        broker.ends("scored-rollouts", 0);

        int batches = 0;
        for (int query = 0; query < 100; query++) {
            if (pace.admitted(4) > 0) {
                batches++;
                broker.ends("scored-rollouts", 256L * batches);
            }
        }

        assertThat(batches).isEqualTo(3);
        assertThat(pace.queuedRollouts()).isEqualTo(768);
    }

    private static final class FakeBroker implements BrokerOffsets {
        private final Map<BacklogStage, Map<TopicPartition, Long>> committed = new HashMap<>();
        private final Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();
        private long records;

        void committed(BacklogStage stage, long... offsets) {
            committed.put(stage, byPartition(stage.topic(), offsets));
        }

        void ends(String topic, long... offsets) {
            ends.put(topic, byPartition(topic, offsets));
        }

        private static Map<TopicPartition, Long> byPartition(String topic, long... offsets) {
            Map<TopicPartition, Long> map = new HashMap<>();
            for (int partition = 0; partition < offsets.length; partition++) {
                map.put(new TopicPartition(topic, partition), offsets[partition]);
            }
            return map;
        }

        @Override
        public Map<TopicPartition, Long> committed(BacklogStage stage) {
            return committed.getOrDefault(stage, Map.of());
        }

        @Override
        public Map<TopicPartition, Long> ends(String topic) {
            return ends.getOrDefault(topic, Map.of());
        }

        @Override
        public long records(Map<TopicPartition, Range> ranges) {
            return records;
        }

        @Override
        public int members(String group) {
            return 1;
        }

        @Override
        public void close() {}
    }
}
