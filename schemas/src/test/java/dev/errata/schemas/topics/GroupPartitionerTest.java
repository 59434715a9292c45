package dev.errata.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class GroupPartitionerTest {

    private static final int PARTITIONS = 8;

    private final GroupPartitioner partitioner = new GroupPartitioner();

    @Test
    void theAnswersToOneAskedQuestionShareAPartitionAndQuestionsAreSpread() {
        List<Integer> used = new ArrayList<>();
        for (int offset = 0; offset < 200; offset++) {
            String asked = "questions.demo/3/" + offset;
            List<Integer> partitions = IntStream.range(0, 4)
                    .mapToObj(sample -> partition(asked + "#" + sample))
                    .distinct()
                    .toList();
            assertThat(partitions).hasSize(1);
            used.addAll(partitions);
        }
        assertThat(Set.copyOf(used)).hasSize(PARTITIONS);
    }

    @Test
    void aKeyThatIsNotARolloutIdIsPartitionedByKafkasDefault() {
        for (String key : List.of("12", "questions.demo/0/7", "")) {
            assertThat(partition(key))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), PARTITIONS));
        }
    }

    @Test
    void theGroupIsTheIdWithoutItsSampleIndex() {
        assertThat(RolloutIds.asked("questions.a#b/0/7#12")).isEqualTo("questions.a#b/0/7");
        assertThat(RolloutIds.asked("no-sample")).isEqualTo("no-sample");
    }

    @Test
    void aRecordWithoutAKeyIsRefused() {
        assertThatThrownBy(() -> partitioner.partition("rollouts", "", null, "", new byte[0], cluster()))
                .hasMessageContaining("no key");
    }

    private int partition(String key) {
        return partitioner.partition("rollouts", key, key.getBytes(StandardCharsets.UTF_8), "", new byte[0], cluster());
    }

    private static Cluster cluster() {
        Node node = new Node(0, "nowhere", 1);
        List<PartitionInfo> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition ->
                        new PartitionInfo("rollouts", partition, node, new Node[] {node}, new Node[] {node}))
                .toList();
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }
}
