package dev.errata.actors.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakeLog;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionCursorsTest {

    private static final TopicPartition A0 = new TopicPartition("questions.a", 0);

    @Test
    void ofARecordThatIsTooLargeOnlyTheBeginningStaysInMemory() {
        FakeLog log = new FakeLog(1, "questions.a");
        log.append(A0, new byte[1_000_000]);
        log.append(A0, new byte[65_536]);
        MockConsumer<String, byte[]> consumer = log.consumer();
        PartitionCursors cursors = new PartitionCursors(consumer, 65_536, () -> 0);
        cursors.subscribe(Pattern.compile("questions\\..*"));
        consumer.rebalance(List.of(A0));
        cursors.refresh();
        PartitionCursor cursor = cursors.all().iterator().next();
        cursor.follow(PassPlan.ONCE);
        cursors.fetch(Duration.ZERO, any -> true);

        ConsumerRecord<String, byte[]> tooLarge = cursor.take();
        assertThat(tooLarge.value()).hasSize(4096);
        assertThat(tooLarge.serializedValueSize()).isEqualTo(1_000_000);
        assertThat(cursor.take().value()).hasSize(65_536);
    }
}
