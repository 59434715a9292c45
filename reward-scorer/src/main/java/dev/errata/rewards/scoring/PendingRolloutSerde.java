package dev.errata.rewards.scoring;

import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.PendingRollout;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a pending rollout in the state store: since (long), then the length (int) and the bytes of each part; the
 * length of a missing part is -1. A verdict comes last; where there is none, nothing is written for it, as before there
 * were verdicts.
 *
 * <p>Parts keep the wire format of their topics, schema id included, so a newer version of the service reads older
 * state.
 */
final class PendingRolloutSerde implements Serde<PendingRollout> {

    private static final int MISSING = -1;

    private final Part<Rollout> rollout;
    private final Part<TokenRewards> tokenRewards;
    private final Part<Rewrite> rewrite;
    private final Part<Verdict> verdict;

    PendingRolloutSerde(TopicSerdes serdes) {
        Topics topics = serdes.topics();
        rollout = Part.of(topics.rollouts(), serdes);
        tokenRewards = Part.of(topics.tokenRewards(), serdes);
        rewrite = Part.of(topics.rewrites(), serdes);
        verdict = Part.of(topics.verdicts(), serdes);
    }

    /** One part of a pending rollout, written as in its topic. */
    private record Part<V extends SpecificRecord>(String topic, Serde<V> serde) {

        static <V extends SpecificRecord> Part<V> of(Topic<V> topic, TopicSerdes serdes) {
            return new Part<>(topic.name(), serdes.of(topic));
        }

        byte @Nullable [] write(@Nullable V value) {
            return value == null ? null : serde.serializer().serialize(topic, value);
        }

        @Nullable
        V read(ByteBuffer buffer) {
            int length = buffer.getInt();
            if (length == MISSING) {
                return null;
            }
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            return serde.deserializer().deserialize(topic, bytes);
        }
    }

    @Override
    public Serializer<PendingRollout> serializer() {
        return (topic, pending) -> pending == null ? null : write(pending);
    }

    @Override
    public Deserializer<PendingRollout> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes));
    }

    private byte[] write(PendingRollout pending) {
        List<byte @Nullable []> parts = new ArrayList<>();
        parts.add(rollout.write(pending.rollout()));
        parts.add(tokenRewards.write(pending.tokenRewards()));
        parts.add(rewrite.write(pending.rewrite()));
        if (pending.verdict() != null) {
            parts.add(verdict.write(pending.verdict()));
        }
        int length = Long.BYTES;
        for (byte[] part : parts) {
            length += Integer.BYTES + (part == null ? 0 : part.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).putLong(pending.since());
        for (byte[] part : parts) {
            buffer.putInt(part == null ? MISSING : part.length);
            if (part != null) {
                buffer.put(part);
            }
        }
        return buffer.array();
    }

    private PendingRollout read(ByteBuffer buffer) {
        long since = buffer.getLong();
        return new PendingRollout(
                since,
                rollout.read(buffer),
                tokenRewards.read(buffer),
                rewrite.read(buffer),
                buffer.hasRemaining() ? verdict.read(buffer) : null);
    }
}
