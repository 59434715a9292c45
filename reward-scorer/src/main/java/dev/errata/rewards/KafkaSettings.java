package dev.errata.rewards;

import dev.errata.rewards.config.RewardModelConfig;
import dev.errata.rewards.config.ScorerConfig;
import dev.errata.rewards.scoring.SmallStore;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.GroupPartitioner;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka settings of the topology and the workers. All are static members of their consumer groups, so a process that
 * restarts after kill -9 has its partitions back at once and fences the transaction that it left open.
 */
final class KafkaSettings {

    private static final String SESSION_TIMEOUT_MS = "6000";
    private static final String HEARTBEAT_MS = "1500";
    private static final String COMMIT_MS = "100";
    private static final String TRANSACTION_TIMEOUT_MS = "60000";

    private KafkaSettings() {}

    /** Settings of the scoring topology. */
    static Properties streams(EventLog log, ScorerConfig scorer, short replication) {
        Properties settings = new Properties();
        settings.putAll(log.client());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, log.topics().group("scoring"));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, scorer.stateDir().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, scorer.streamThreads());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replication);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStore.class);
        consumer(StreamsConfig.MAIN_CONSUMER_PREFIX, scorer.id()).forEach(settings::put);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        if (scorer.keepsGroups()) {
            // A group's scores stay in one partition, from which the learner reads the whole group.
            settings.put(
                    StreamsConfig.producerPrefix(ProducerConfig.PARTITIONER_CLASS_CONFIG),
                    GroupPartitioner.class.getName());
        }
        return settings;
    }

    /** Settings of the worker's consumer. */
    static Map<String, String> workerConsumer(EventLog log, ScorerConfig scorer, RewardModelConfig worker) {
        Map<String, String> settings = consumer("", scorer.id());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, log.topics().group("reward-model"));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(worker.batchSize()));
        return settings;
    }

    /** Settings of the worker's producer. */
    static Map<String, String> workerProducer(EventLog log, ScorerConfig scorer) {
        Map<String, String> settings = new HashMap<>();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, log.topics().group("reward-model") + "-" + scorer.id());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        return settings;
    }

    /** Settings of the consumer of one verifier's loop. */
    static Map<String, String> verifierConsumer(EventLog log, ScorerConfig scorer, String verifier, int batch) {
        Map<String, String> settings = consumer("", scorer.id());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, log.topics().group("verifier-" + verifier));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(batch));
        return settings;
    }

    /** Settings of the producer of one verifier's loop. */
    static Map<String, String> verifierProducer(EventLog log, ScorerConfig scorer, String verifier) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, log.topics().group("verifier-" + verifier) + "-" + scorer.id());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        return settings;
    }

    private static Map<String, String> consumer(String prefix, String id) {
        Map<String, String> settings = new HashMap<>();
        settings.put(prefix + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id);
        settings.put(prefix + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put(prefix + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        return settings;
    }
}
