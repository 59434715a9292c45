package dev.errata.actors.passes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of one pass whose turn it is, in the order of the pass. */
final class ReadyRecords {

    private final Deque<Ready> records = new ArrayDeque<>();

    /**
     * A record whose turn it is.
     *
     * @param done number of offsets of the pass that are done with it
     */
    record Ready(ConsumerRecord<String, byte[]> record, long done) {}

    /** Appends a record of a pass in the order of the log. */
    void add(Position pass, ConsumerRecord<String, byte[]> record) {
        records.add(new Ready(record, record.offset() + 1 - pass.from()));
    }

    /** Appends those of a window's records that are not done; the window is a block, or ends at an offset. */
    void fill(Position pass, List<ConsumerRecord<String, byte[]>> found, long to, PassOrder.@Nullable Block block) {
        if (block == null) {
            inOrder(pass, found, to);
        } else {
            shuffled(pass, found, block);
        }
    }

    private void inOrder(Position pass, List<ConsumerRecord<String, byte[]>> found, long to) {
        for (ConsumerRecord<String, byte[]> record : found) {
            if (record.offset() >= pass.offset() && record.offset() < to) {
                add(pass, record);
            }
        }
    }

    private void shuffled(Position pass, List<ConsumerRecord<String, byte[]>> found, PassOrder.Block block) {
        Map<Long, ConsumerRecord<String, byte[]>> byOffset = new HashMap<>();
        found.forEach(record -> byOffset.put(record.offset(), record));
        long first = pass.from() + block.first();
        for (int i = (int) (pass.done() - block.start()); i < block.order().length; i++) {
            @Nullable ConsumerRecord<String, byte[]> record = byOffset.get(first + block.order()[i]);
            if (record != null) {
                records.add(new Ready(record, block.start() + i + 1));
            }
        }
    }

    /** Removes the next record; throws NoSuchElementException if there is none. */
    Ready remove() {
        return records.remove();
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    int size() {
        return records.size();
    }

    void clear() {
        records.clear();
    }
}
