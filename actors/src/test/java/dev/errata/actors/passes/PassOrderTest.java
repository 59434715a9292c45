package dev.errata.actors.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassOrderTest {

    private static final TopicPartition A0 = new TopicPartition("questions.a", 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 511, 512, 513, 1024, 1025, 5000, 7473})
    void everyOffsetComesExactlyOnce(long length) {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(order(A0, length, 3, seed).stream().sorted().toList())
                    .isEqualTo(LongStream.range(0, length).boxed().toList());
        }
    }

    @Test
    void anotherSeedPassOrPartitionHasAnotherOrder() {
        List<Long> order = order(A0, 2000, 1, 7);

        assertThat(order(A0, 2000, 1, 7)).isEqualTo(order);
        assertThat(order(A0, 2000, 1, 8)).isNotEqualTo(order);
        assertThat(order(A0, 2000, 2, 7)).isNotEqualTo(order);
        assertThat(order(new TopicPartition("questions.a", 1), 2000, 1, 7)).isNotEqualTo(order);
    }

    @Test
    void theShorterBlockHasAnyPlace() {
        List<Long> places = LongStream.range(0, 100)
                .map(seed -> order(A0, 1025, 0, seed).indexOf(1024L))
                .boxed()
                .distinct()
                .toList();

        assertThat(places).containsExactlyInAnyOrder(0L, 512L, 1024L);
    }

    /** Committed positions point into this order, so that it must never change. */
    @Test
    void theOrderIsThatOfEarlierVersions() {
        assertThat(order(A0, 10, 1, 42)).containsExactly(3L, 9L, 5L, 6L, 0L, 7L, 4L, 1L, 8L, 2L);
    }

    private static List<Long> order(TopicPartition partition, long length, long pass, long seed) {
        PassOrder order = new PassOrder(partition, new Position(pass, 100, 100 + length, seed, 0));
        List<Long> offsets = new ArrayList<>();
        while (offsets.size() < length) {
            PassOrder.Block block = order.block(offsets.size());
            assertThat(block.start()).isEqualTo(offsets.size());
            // The block is the same from every place within it.
            assertThat(order.block(block.end() - 1).first()).isEqualTo(block.first());
            for (int offset : block.order()) {
                offsets.add(block.first() + offset);
            }
        }
        return offsets;
    }
}
