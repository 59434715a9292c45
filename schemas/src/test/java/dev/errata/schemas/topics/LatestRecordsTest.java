package dev.errata.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.PolicyUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LatestRecordsTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long NONE = Long.MAX_VALUE;

    /** Versions from this one on were written with a schema that only the registry knows, which does not answer. */
    private long unknownFrom = NONE;

    private final Topic<PolicyUpdate> topic = new Topics("").policyUpdates();
    private final TopicPartition partition = new TopicPartition("policy-updates", 0);
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void theFirstPollReturnsAllRecordsAndTheNextOnlyNewOnes() {
        LatestRecords<PolicyUpdate> updates = following();
        announce(0, "0");
        announce(1, "1");

        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(0L, 1L);
        assertThat(updates.poll(SOON)).isEmpty();

        announce(2, "2");
        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(2L);
    }

    @Test
    void arrivedRecordsAreReadWithoutAskingForTheEnd() {
        LatestRecords<PolicyUpdate> updates = following();
        assertThat(updates.arrived()).isEmpty();

        announce(0, "0");
        consumer.updateEndOffsets(Map.of(partition, 7L));
        assertThat(updates.arrived()).extracting(PolicyUpdate::getVersion).containsExactly(0L);

        announce(1, "1");
        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(1L);
        assertThat(updates.arrived()).isEmpty();
    }

    @Test
    void recordsArriveAfterABeginningThatReadsNone() {
        LatestRecords<PolicyUpdate> updates = unread();
        assertThat(updates.arrived()).isEmpty();

        updates.begin(SOON);
        announce(0, "0");
        assertThat(updates.arrived()).extracting(PolicyUpdate::getVersion).containsExactly(0L);
    }

    @Test
    void anUnreadableRecordIsSkippedAndCounted() {
        LatestRecords<PolicyUpdate> updates = following();
        announce(0, "junk");
        announce(1, "1");

        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(1L);
        assertThat(updates.unreadable()).isEqualTo(1);
    }

    @Test
    void aTemporarilyUnreadableRecordIsReadByALaterCall() {
        LatestRecords<PolicyUpdate> updates = following();
        unknownFrom = 0;
        announce(0, "0");
        announce(1, "1");

        assertThatThrownBy(() -> updates.poll(SOON)).isInstanceOf(RetriableException.class);
        announce(2, "2");
        assertThatThrownBy(() -> updates.poll(SOON)).isInstanceOf(RetriableException.class);

        unknownFrom = NONE;
        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(0L, 1L, 2L);
        assertThat(updates.poll(SOON)).isEmpty();
        assertThat(updates.unreadable()).isZero();
    }

    @Test
    void aTemporarilyUnreadableArrivedRecordIsReadByALaterCall() {
        LatestRecords<PolicyUpdate> updates = following();
        unknownFrom = 0;
        announce(0, "0");

        assertThatThrownBy(updates::arrived).isInstanceOf(RetriableException.class);
        assertThatThrownBy(updates::arrived).isInstanceOf(RetriableException.class);

        unknownFrom = NONE;
        assertThat(updates.arrived()).extracting(PolicyUpdate::getVersion).containsExactly(0L);
        assertThat(updates.arrived()).isEmpty();
    }

    @Test
    void recordsReadBeforeAFailureComeWithTheNextCallAndCountOnce() {
        LatestRecords<PolicyUpdate> updates = following();
        unknownFrom = 1;
        announce(0, "0");
        announce(1, "junk");
        announce(2, "2");
        assertThatThrownBy(() -> updates.poll(SOON)).isInstanceOf(RetriableException.class);

        unknownFrom = NONE;
        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(0L, 2L);
        assertThat(updates.unreadable()).isEqualTo(1);
    }

    @Test
    void recordsReadBeforeTheDeadlineComeWithTheNextCall() {
        LatestRecords<PolicyUpdate> updates = following();
        announce(0, "0");
        consumer.updateEndOffsets(Map.of(partition, 2L));
        assertThatThrownBy(() -> updates.poll(Duration.ofMillis(20))).hasMessageContaining("was not reached");

        announce(1, "1");
        assertThat(updates.poll(SOON)).extracting(PolicyUpdate::getVersion).containsExactly(0L, 1L);
    }

    @Test
    void anEndThatIsNotReachedIsAnError() {
        LatestRecords<PolicyUpdate> updates = following();
        consumer.updateEndOffsets(Map.of(partition, 1L));

        assertThatThrownBy(() -> updates.poll(Duration.ofMillis(20)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("was not reached");
    }

    private LatestRecords<PolicyUpdate> following() {
        LatestRecords<PolicyUpdate> updates = unread();
        assertThat(updates.poll(SOON)).isEmpty();
        return updates;
    }

    private LatestRecords<PolicyUpdate> unread() {
        consumer.updatePartitions("policy-updates", List.of(new PartitionInfo("policy-updates", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        return new LatestRecords<>(consumer, topic, (name, bytes) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.equals("junk")) {
                throw new SerializationException("junk");
            }
            PolicyUpdate update = new PolicyUpdate();
            update.setVersion(Long.parseLong(text));
            if (update.getVersion() >= unknownFrom) {
                throw new TimeoutException("No schema registry answers.");
            }
            return update;
        });
    }

    private void announce(long offset, String value) {
        consumer.addRecord(
                new ConsumerRecord<>("policy-updates", 0, offset, value, value.getBytes(StandardCharsets.UTF_8)));
        consumer.updateEndOffsets(Map.of(partition, offset + 1));
    }
}
