package dev.errata.rewards.groups;

import dev.errata.rewards.records.TopicSerdes;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Bytes of a pending group in the state store: since (long); decided, judged, correct, number of scores (ints); then
 * the length and the bytes of each score held within the record, in the wire format of its topic.
 */
public final class PendingGroupSerde implements Serde<PendingGroup> {

    private final String topic;
    private final Serde<ScoredRollout> scores;

    /** A serde that writes scores as the topic of scored rollouts has them. */
    public PendingGroupSerde(TopicSerdes serdes) {
        Topic<ScoredRollout> scored = serdes.topics().scoredRollouts();
        topic = scored.name();
        scores = serdes.of(scored);
    }

    @Override
    public Serializer<PendingGroup> serializer() {
        return (store, group) -> group == null ? null : write(group);
    }

    @Override
    public Deserializer<PendingGroup> deserializer() {
        return (store, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes));
    }

    private byte[] write(PendingGroup group) {
        List<byte[]> parts = new ArrayList<>();
        int length = Long.BYTES + 4 * Integer.BYTES;
        for (ScoredRollout score : group.heldWithin()) {
            byte[] part = scores.serializer().serialize(topic, score);
            parts.add(part);
            length += Integer.BYTES + part.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length)
                .putLong(group.since())
                .putInt(group.decided())
                .putInt(group.judged())
                .putInt(group.correct())
                .putInt(parts.size());
        parts.forEach(part -> buffer.putInt(part.length).put(part));
        return buffer.array();
    }

    private PendingGroup read(ByteBuffer buffer) {
        long since = buffer.getLong();
        int decided = buffer.getInt();
        int judged = buffer.getInt();
        int correct = buffer.getInt();
        int count = buffer.getInt();
        List<ScoredRollout> scored = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] part = new byte[buffer.getInt()];
            buffer.get(part);
            scored.add(scores.deserializer().deserialize(topic, part));
        }
        return new PendingGroup(since, decided, judged, correct, scored);
    }
}
