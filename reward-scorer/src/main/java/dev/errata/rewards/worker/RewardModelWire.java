package dev.errata.rewards.worker;

import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.topics.Topics;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rollouts and writes token rewards and rewrites, as bytes.
 *
 * <p>Token rewards and rewrites go into the partition of their rollout, which the actors chose. Only there can the
 * scoring topology join them.
 */
public final class RewardModelWire {

    private final Topics topics;
    private final Deserializer<Rollout> rollouts;
    private final Serializer<TokenRewards> tokenRewards;
    private final Serializer<Rewrite> rewrites;
    private final RecordLimit limit;

    /** Reads and writes the topics of a run. */
    public RewardModelWire(TopicSerdes serdes, RecordLimit limit) {
        this.topics = serdes.topics();
        this.rollouts = serdes.of(topics.rollouts()).deserializer();
        this.tokenRewards = serdes.of(topics.tokenRewards()).serializer();
        this.rewrites = serdes.of(topics.rewrites()).serializer();
        this.limit = limit;
    }

    /**
     * Decodes a rollout; empty where the bytes are missing or malformed.
     *
     * @throws RuntimeException if the schema registry does not answer, which is not the bytes' fault
     */
    Optional<Rollout> read(byte @Nullable [] bytes) {
        try {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(rollouts.deserialize(topics.rollouts().name(), bytes));
        } catch (SerializationException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether a record is small enough to be sent. */
    boolean fits(ProducerRecord<String, byte[]> record) {
        return limit.fits(record.key(), record.value());
    }

    /** Token rewards as a record for a partition, that of their rollout. */
    ProducerRecord<String, byte[]> write(TokenRewards record, int partition) {
        String topic = topics.tokenRewards().name();
        return new ProducerRecord<>(topic, partition, record.getRolloutId(), tokenRewards.serialize(topic, record));
    }

    /** A rewrite as a record for a partition, that of its rollout. */
    ProducerRecord<String, byte[]> write(Rewrite record, int partition) {
        String topic = topics.rewrites().name();
        return new ProducerRecord<>(topic, partition, record.getRolloutId(), rewrites.serialize(topic, record));
    }
}
