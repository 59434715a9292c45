package dev.errata.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewards.config.RewardModelConfig;
import dev.errata.rewards.config.ScorerConfig;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.GroupPartitioner;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    private final SmallRyeConfig config = config(Map.of("scorer.id", "a"));
    private final ScorerConfig scorer = config.getConfigMapping(ScorerConfig.class);
    private final EventLog log = EventLog.at("broker:9092", "http://registry:8081", "night");

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ScorerConfig.class)
                .withMapping(RewardModelConfig.class)
                .withDefaultValues(settings)
                .build();
    }

    @Test
    void theTopologyScoresExactlyOnceUnderTheRunsName() {
        StreamsConfig streams = new StreamsConfig(KafkaSettings.streams(log, scorer, (short) 3));
        assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("night.scoring");
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        assertThat(streams.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG))
                .isZero();
        assertThat(streams.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG)).isEqualTo(3);
        assertThat(streams.getMainConsumerConfigs("night.scoring", "client", 0))
                .containsEntry("session.timeout.ms", "6000")
                .containsEntry("group.instance.id", "a-0");
    }

    @Test
    void scoresOfOneGroupAreWrittenToOnePartition() {
        ScorerConfig grouping = config(Map.of("scorer.scale-positives", "true")).getConfigMapping(ScorerConfig.class);
        StreamsConfig streams = new StreamsConfig(KafkaSettings.streams(log, grouping, (short) 1));
        assertThat(streams.getProducerConfigs("client"))
                .containsEntry("partitioner.class", GroupPartitioner.class.getName());
        assertThat(new StreamsConfig(KafkaSettings.streams(log, scorer, (short) 1)).getProducerConfigs("client"))
                .doesNotContainKey("partitioner.class");
    }

    @Test
    void theWorkerIsAStaticMemberWithItsOwnTransactionalId() {
        assertThat(KafkaSettings.workerConsumer(log, scorer, config.getConfigMapping(RewardModelConfig.class)))
                .containsEntry("group.id", "night.reward-model")
                .containsEntry("group.instance.id", "a")
                .containsEntry("max.poll.records", "256");
        assertThat(KafkaSettings.workerProducer(log, scorer)).containsEntry("transactional.id", "night.reward-model-a");
    }
}
