package dev.errata.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicCreationTest {

    private final Topics topics = new Topics("");

    @Test
    void aTopicKeepsEveryRecordOrTheNewestOfEachKey() {
        EventLog log = new EventLog(topics, Map.of());
        assertThat(TopicCreation.settings(log, topics.rollouts())).isEmpty();
        assertThat(TopicCreation.settings(log, topics.policyUpdates()))
                .containsOnly(Map.entry("cleanup.policy", "compact"), Map.entry("segment.bytes", "16777216"));
    }

    @Test
    void aTopicAcceptsRecordsAsLargeAsItsProducersMaySend() {
        EventLog log = new EventLog(topics, Map.of("max.request.size", "8388608"));
        assertThat(TopicCreation.settings(log, topics.rollouts()))
                .containsExactly(Map.entry("max.message.bytes", "8388608"));
        assertThat(TopicCreation.settings(log, topics.policyUpdates())).hasSize(3);
    }
}
