package dev.errata.actors.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition in the order in which they are asked, pass after pass, and the position reached.
 *
 * <p>Records are fetched in windows of consecutive offsets. In the order of the log the window is the rest of the pass,
 * and its records are ready as they arrive. In a shuffled pass it is one block, which is ready once it is complete.
 * Offsets without a record (transaction markers, compacted or deleted records) count as done.
 *
 * <p>Invariant: {@link #position} covers exactly the records that were taken.
 */
public final class PartitionCursor {

    private final TopicPartition partition;
    private final KeptRecords kept = new KeptRecords();
    private final ReadyRecords ready = new ReadyRecords();
    private final List<ConsumerRecord<String, byte[]>> arriving = new ArrayList<>();
    private final List<Position> ended = new ArrayList<>();
    private final IdlePasses idle = new IdlePasses();
    private PassPlan plan = PassPlan.ONCE;
    private LogRange range;
    private Position position;
    private long windowFrom;
    private long windowTo;
    private boolean complete = true;
    private PassOrder.@Nullable Block block;
    /** One past the last offset that was fetched; -1 before the first fetch. */
    private long fetchedTo = -1;

    /** The first record that was dropped because of the limit, if any. */
    private long beyondLimit = Long.MAX_VALUE;

    private OptionalLong seek = OptionalLong.empty();
    private boolean begun;
    private boolean released;
    /** Whether the pass has ended, and that was noted. */
    private boolean rests;

    /** A cursor at a position. */
    PartitionCursor(TopicPartition partition, Position position, LogRange range) {
        this.partition = partition;
        this.position = position;
        this.range = range;
    }

    /** The partition. */
    public TopicPartition partition() {
        return partition;
    }

    /** The position after the records taken. */
    public Position position() {
        return position;
    }

    /** The passes wanted from now on; a pass under way keeps its range and its order. */
    public void follow(PassPlan wanted) {
        plan = wanted;
        if (!begun) {
            begun = true;
            turn();
            beginWindow();
        } else if (position.open()) {
            windowTo = plan.limit();
            if (beyondLimit < windowTo) {
                seekTo(beyondLimit);
            }
            complete = fetchedTo >= windowTo;
        }
    }

    /** Whether a record lies beyond the limit of the source, which may have been lowered during the pass. */
    public boolean isBeyondLimit(ConsumerRecord<String, byte[]> record) {
        return record.offset() >= plan.limit();
    }

    /** Whether a record can be taken; turns to the next pass if that needs no fetch. */
    public boolean prepare() {
        if (!released && ready.isEmpty() && position.ended() && idle.asked()) {
            turn();
        }
        return !ready.isEmpty();
    }

    /**
     * The next record, in the pass of {@link #position} as it was before.
     *
     * @throws java.util.NoSuchElementException if none is ready
     */
    public ConsumerRecord<String, byte[]> take() {
        ReadyRecords.Ready next = ready.remove();
        position = position.at(next.done());
        settle();
        return next.record();
    }

    /** A record of this pass was asked, and not only skipped. */
    public void asked() {
        idle.noteAsked();
    }

    /** Passes that have ended since the last call, oldest first. */
    public List<Position> takeEnded() {
        List<Position> all = List.copyOf(ended);
        ended.clear();
        return all;
    }

    /** Whether passes have ended that were not yet taken by {@link #takeEnded}. */
    public boolean hasEnded() {
        return !ended.isEmpty();
    }

    /** Number of records in memory that are not taken. */
    public int buffered() {
        return ready.size() + arriving.size();
    }

    /** Whether records of this pass are on their way: the log has them, and none is ready. */
    public boolean isFetching() {
        return ready.isEmpty() && !complete && fetchedTo < range.end();
    }

    /**
     * Whether the consumer should fetch. A resting partition listens for newer records; before a shuffled stretch
     * begins, its end must be known.
     */
    boolean wantsRecords() {
        if (position.ended()) {
            return plan.seed() == null && fetchedTo == position.to() && fetchedTo < plan.limit();
        }
        return !complete && !waitsForEnd();
    }

    /** Whether records are used as they arrive, so that fetching may pause at any time. */
    public boolean streams() {
        return block == null;
    }

    /** Where the consumer must seek to before it fetches again; told once. */
    OptionalLong takeSeek() {
        OptionalLong to = seek;
        seek = OptionalLong.empty();
        return to;
    }

    /** The partition belongs to another actor, or to another cursor: nothing can be taken any more. */
    void release() {
        released = true;
        complete = true;
        ready.clear();
        arriving.clear();
        ended.clear();
    }

    /** A fetched record, in the order of offsets. */
    void add(ConsumerRecord<String, byte[]> record) {
        if (position.ended()) {
            // Newer than all that was asked: the next stretch begins, unless it lies beyond the limit.
            range = range.upTo(record.offset() + 1);
            turn();
        }
        if (seek.isPresent() || complete || record.offset() < windowFrom) {
            return;
        }
        if (record.offset() >= windowTo) {
            beyondLimit = Math.min(beyondLimit, record.offset());
            return;
        }
        kept.add(record);
        if (block == null) {
            ready.add(position, record);
        } else {
            arriving.add(record);
        }
    }

    /** Every record before an offset was fetched. */
    void fetchedTo(long offset) {
        if (seek.isPresent()) {
            // The next window begins elsewhere.
            return;
        }
        fetchedTo = offset;
        if (complete) {
            return;
        }
        kept.reached(Math.min(offset, windowTo));
        complete = offset >= windowTo;
        if (complete && block != null) {
            ready.fill(position, arriving, windowTo, block);
            arriving.clear();
        }
        settle();
    }

    /** Whether a consumer at this offset went back by itself, as after its topic was deleted and created again. */
    boolean wentBack(long offset) {
        return seek.isEmpty() && offset < fetchedTo;
    }

    /** Offsets that the log holds, as last known. */
    LogRange range() {
        return range;
    }

    /** The log holds these offsets now: a pass in the order of the log may have reached the end, or a rest is over. */
    void refreshed(LogRange now) {
        range = now;
        if (!begun) {
            return;
        }
        long end = Math.min(range.end(), plan.limit());
        boolean atEnd = ready.isEmpty() && fetchedTo >= end && position.done() > 0;
        if (position.open() && atEnd) {
            end(position.endedAt(Math.max(position.offset(), Math.min(fetchedTo, plan.limit()))));
        }
        if (waitsForEnd() || (position.ended() && idle.mayTurn())) {
            turn();
        }
    }

    private boolean waitsForEnd() {
        return position.open() && position.done() == 0 && ready.isEmpty() && plan.seed() != null;
    }

    private void turn() {
        Position next = plan.after(position, range);
        if (!next.equals(position)) {
            if (next.pass() > position.pass()) {
                idle.turned();
            }
            position = next;
            beginWindow();
        }
    }

    private void beginWindow() {
        block = null;
        arriving.clear();
        windowFrom = position.offset();
        windowTo = position.open() ? plan.limit() : position.to();
        rests = position.ended();
        if (rests) {
            complete = true;
            return;
        }
        if (position.seed() != null) {
            block = new PassOrder(partition, position).block(position.done());
            windowFrom = position.from() + block.first();
            windowTo = windowFrom + block.order().length;
        }
        complete = kept.hold(position);
        if (complete) {
            ready.fill(position, kept.records(), windowTo, block);
            settle();
            return;
        }
        boolean wholeStretch = windowFrom == position.from() && plan.passes() != 1;
        kept.fetchFrom(windowFrom, wholeStretch);
        if (fetchedTo != windowFrom) {
            seekTo(windowFrom);
        }
    }

    private void seekTo(long offset) {
        fetchedTo = offset;
        seek = OptionalLong.of(offset);
        beyondLimit = Long.MAX_VALUE;
    }

    /** Steps over offsets without a record at the end of a window; the next block begins, or the pass has ended. */
    private void settle() {
        if (rests || !ready.isEmpty() || !complete || position.open()) {
            return;
        }
        position = position.at(block == null ? position.to() - position.from() : block.end());
        if (position.ended()) {
            end(position);
        } else {
            beginWindow();
        }
    }

    private void end(Position reached) {
        position = reached;
        rests = true;
        ended.add(reached);
    }
}
