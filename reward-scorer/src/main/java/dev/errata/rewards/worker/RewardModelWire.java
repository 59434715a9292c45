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
 * The reward model's topics as bytes: rollouts in, token rewards and rewrites out.
 *
 * <p>What is said about a rollout goes into the partition that the rollout lies in, wherever actors put it: only there does
 * the scoring topology join the two.
 */
public final class RewardModelWire {

    private final Topics topics;
    private final Deserializer<Rollout> rollouts;
    private final Serializer<TokenRewards> tokenRewards;
    private final Serializer<Rewrite> rewrites;
    private final RecordLimit limit;

    public RewardModelWire(Topics topics, TopicSerdes serdes, RecordLimit limit) {
        this.topics = topics;
        this.rollouts = serdes.of(topics.rollouts()).deserializer();
        this.tokenRewards = serdes.of(topics.tokenRewards()).serializer();
        this.rewrites = serdes.of(topics.rewrites()).serializer();
        this.limit = limit;
    }

    /**
     * The rollout that bytes hold; empty where they hold none. A registry that does not answer is another matter, and
     * thrown.
     */
    public Optional<Rollout> read(byte @Nullable [] bytes) {
        try {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(rollouts.deserialize(topics.rollouts().name(), bytes));
        } catch (SerializationException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether a record is small enough to be sent. */
    public boolean fits(ProducerRecord<String, byte[]> record) {
        return limit.fits(record.key(), record.value());
    }

    /** Token rewards as they are sent to a partition, that of their rollout. */
    public ProducerRecord<String, byte[]> write(TokenRewards record, int partition) {
        String topic = topics.tokenRewards().name();
        return new ProducerRecord<>(topic, partition, record.getRolloutId(), tokenRewards.serialize(topic, record));
    }

    /** A rewrite as it is sent to a partition, that of its rollout. */
    public ProducerRecord<String, byte[]> write(Rewrite record, int partition) {
        String topic = topics.rewrites().name();
        return new ProducerRecord<>(topic, partition, record.getRolloutId(), rewrites.serialize(topic, record));
    }
}
