package dev.errata.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class KafkaScoredLogTest {

    private static final String TOPIC = "scored-rollouts";

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");

    @Test
    void aPartitionAddedAfterTheRunBeganIsNamedAtTheStart() {
        KafkaScoredLog log = log(3);
        assertThatThrownBy(() -> log.seek(Map.of(0, 5L, 1, 5L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[0, 1]")
                .hasMessageContaining("[0, 1, 2]")
                .hasMessageContaining("partitions cannot be added");
    }

    @Test
    void aPartitionThatTheLogDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> log(1).seek(Map.of(0, 5L, 1, 5L))).hasMessageContaining("[0, 1]");
    }

    @Test
    void anOffsetThatTheLogNoLongerHoldsIsNamed() {
        assertThatThrownBy(() -> log(1).seek(Map.of(0, 3L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offset 3 of scored-rollouts-0, but the log holds 4 to 6");
    }

    @Test
    void readingContinuesAtTheGivenOffsets() {
        KafkaScoredLog log = log(1);
        log.seek(Map.of(0, 5L));
        for (long offset = 4; offset < 6; offset++) {
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "r", new byte[] {9}));
        }
        assertThat(log.poll(Set.of(0), Duration.ZERO)).singleElement().satisfies(arrival -> assertThat(arrival.offset())
                .isEqualTo(5));
    }

    private KafkaScoredLog log(int partitions) {
        List<PartitionInfo> infos = java.util.stream.IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(TOPIC, partition, null, null, null))
                .toList();
        consumer.updatePartitions(TOPIC, infos);
        infos.forEach(info -> {
            TopicPartition partition = new TopicPartition(TOPIC, info.partition());
            consumer.updateBeginningOffsets(Map.of(partition, 4L));
            consumer.updateEndOffsets(Map.of(partition, 6L));
        });
        return new KafkaScoredLog(
                new Topics("").scoredRollouts(),
                Serdes.<ScoredRollout>serdeFrom((topic, scored) -> new byte[0], (topic, bytes) -> {
                    throw new SerializationException("It is junk.");
                }),
                consumer);
    }
}
