package dev.errata.ops.monitor.state;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.RejectedRollout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest rejected rollouts and dead letters, with the reason. Not thread-safe. */
final class RefusedRecords {

    private static final int MAX_PAYLOAD = 300;

    private final int capacity;
    private final Deque<RefusedRecord> rejected = new ArrayDeque<>();
    private final Deque<RefusedRecord> dead = new ArrayDeque<>();

    /** Keeps this many of each kind. */
    RefusedRecords(int capacity) {
        this.capacity = capacity;
    }

    void rejected(RejectedRollout rollout) {
        push(
                rejected,
                new RefusedRecord(
                        rollout.getReason().name(),
                        AnswerViews.cut(rollout.getDetail()),
                        rollout.getRolloutId(),
                        rollout.getStage(),
                        AnswerViews.cut(rollout.getAnswerText()),
                        rollout.getRejectedAt()));
    }

    void dead(DeadLetter letter) {
        push(
                dead,
                new RefusedRecord(
                        letter.getReason().name(),
                        AnswerViews.cut(letter.getDetail()),
                        letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset(),
                        letter.getStage(),
                        text(letter.getPayload()),
                        letter.getSetAsideAt()));
    }

    /** Rejected rollouts, newest first. */
    List<RefusedRecord> rejected() {
        return List.copyOf(rejected);
    }

    /** Dead letters, newest first. */
    List<RefusedRecord> dead() {
        return List.copyOf(dead);
    }

    private void push(Deque<RefusedRecord> shelf, RefusedRecord record) {
        shelf.addFirst(record);
        if (shelf.size() > capacity) {
            shelf.removeLast();
        }
    }

    private static String text(ByteBuffer payload) {
        byte[] bytes = new byte[Math.min(payload.remaining(), MAX_PAYLOAD)];
        payload.duplicate().get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * A rejected rollout or a dead letter.
     *
     * @param reason the typed reason
     * @param detail one sentence for people
     * @param record which record: a rollout id, or topic/partition/offset
     * @param stage the stage that set it aside
     * @param content the answer, or the first {@value #MAX_PAYLOAD} bytes of the record
     * @param at milliseconds since the epoch
     */
    public record RefusedRecord(String reason, String detail, String record, String stage, String content, long at) {}
}
