package dev.errata.learner.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaAnnouncerTest {

    private static final String TOPIC = "policy-updates";

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void theNewestAnnouncementIsTheHighestVersionsWithMostSettlements() {
        PolicyUpdate newest =
                KafkaAnnouncer.newest(announced("0", "2.1", "2.2", "2", "1.7")).orElseThrow();
        assertThat(newest.getVersion()).isEqualTo(2);
        assertThat(newest.getSettlements()).isEqualTo(2);
    }

    @Test
    void aLogWithoutAnnouncementsHasNone() {
        assertThat(KafkaAnnouncer.newest(announced())).isEmpty();
    }

    @Test
    void tombstonesAndUnreadableRecordsDoNotStopAStart() {
        assertThat(KafkaAnnouncer.newest(announced("0", null, "junk", "1")))
                .hasValueSatisfying(update -> assertThat(update.getVersion()).isEqualTo(1));
    }

    private LatestRecords<PolicyUpdate> announced(@Nullable String... versions) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) versions.length));
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < versions.length; offset++) {
                String version = versions[offset];
                byte[] value = version == null ? null : version.getBytes(StandardCharsets.UTF_8);
                consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, version, value));
            }
        });
        return new LatestRecords<>(consumer, new Topics("").policyUpdates(), (topic, bytes) -> {
            String[] numbers = new String(bytes, StandardCharsets.UTF_8).split("\\.");
            if (numbers[0].equals("junk")) {
                throw new SerializationException("It is junk.");
            }
            PolicyUpdate update = new PolicyUpdate();
            update.setVersion(Long.parseLong(numbers[0]));
            update.setSettlements(numbers.length > 1 ? Long.parseLong(numbers[1]) : 0);
            return update;
        });
    }
}
